"""Sealed files: made and put away, handed out for a purpose; each of them stands on record for good."""

from __future__ import annotations

import io
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from yinqiao.areas.othercity import errors
from yinqiao.areas.othercity.models import Package, Paper
from yinqiao.areas.othercity.queries import get_paper
from yinqiao.areas.othercity.rules.messages import AnswerMessage, Message, PackageMessage
from yinqiao.areas.othercity.rules.sealing import Opened, seal
from yinqiao.areas.othercity.services.keys import keys_of, own_keys
from yinqiao.areas.othercity.types import PaperKind
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act
from yinqiao.platform.audit.log import record
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import NewFile, get_file, store_file

RETENTION = "othercity_paper"


def make_paper(act: Act, package: Package, message: Message) -> Paper:
    """Seal a message of ours for the city of its package, put the file away and note it."""
    own = own_keys()
    return _keep(act, package, message, seal(message, own=own, to=keys_of(package.city)), own.sign_kid, is_ours=True)


def keep_paper(act: Act, package: Package, opened: Opened, content: bytes) -> Paper:
    """Put a file of another city away as it came and note it."""
    return _keep(act, package, opened.message, content, opened.kid, is_ours=False)


def _keep(act: Act, package: Package, message: Message, content: bytes, kid: str, *, is_ours: bool) -> Paper:
    kind = PaperKind[message.kind.upper()]
    name = f"{kind.label}-{message.number}-{message.jti.hex[-6:]}.jwe"
    what = NewFile(
        "othercity", name, "application/jose", RETENTION, None, package.place_no, act.actor.id
    )  # fmt: skip
    return Paper.objects.create(
        id=message.jti, package=package, place_no=package.place_no, kind=kind.value, is_ours=is_ours, kid=kid,
        digest=sha256(content).hexdigest(), file_id=store_file(io.BytesIO(content), what).id, people=_people(message),
        made_at=message.iat, stored_at=act.at, stored_name=act.actor.name,
    )  # fmt: skip


def _people(message: Message) -> int:
    if isinstance(message, PackageMessage):
        return len(message.people)
    return len(message.answers) if isinstance(message, AnswerMessage) else len(message.refs)


def hand_out_paper(*, actor: Actor, at: datetime, paper_id: UUID, purpose: str) -> StoredFile:
    """The file of a paper in scope; an entry of kind `read` names the purpose. Invalid `othercity.purpose_missing`."""
    if not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        paper = get_paper(scope=actor.scope, paper_id=paper_id)
        record(
            actor, action="othercity.paper_downloaded", kind="read", at=at, subject=("othercity_package", paper.package_id),
            people=paper.people, purpose=purpose.strip(), detail={"kind": paper.kind, "digest": paper.digest},
        )  # fmt: skip
        return get_file(paper.file_id)
