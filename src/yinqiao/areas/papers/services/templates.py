"""Templates: an office sends its own, checked in the confined child; a version never changes, it is only taken out of use."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from yinqiao.areas.papers import errors
from yinqiao.areas.papers.models import PaperTemplate
from yinqiao.areas.papers.rules import TEMPLATE_ROLES
from yinqiao.areas.papers.types import NewTemplate
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.papers.confined import MOST_TEMPLATE_BYTES, check_template
from yinqiao.platform.papers.kinds import papers


def send_template(*, actor: Actor, at: datetime, new: NewTemplate) -> UUID:
    """Take in a version of the actor's own office. Invalid `papers.…` says what is wrong with the file, and where."""
    with perform(actor=actor, action="papers.send_template", at=at) as act:
        _require_keeper(actor)
        kind = papers.find(new.kind)
        if kind is None:
            raise errors.no_such_kind()
        if new.from_on < act.stamp.occurred_on:
            raise errors.too_early()
        content = new.file.read(MOST_TEMPLATE_BYTES + 1)
        suffix = PurePath(new.file_name).suffix.lower()
        check_template(content, suffix, list(kind.words))
        row = PaperTemplate.objects.create(
            kind=kind.code, place_no=actor.scope.place_from, suffix=suffix, content=content,
            sha256=hashlib.sha256(content).hexdigest(), from_on=new.from_on, note=new.note.strip(),
            author_name=actor.name, author_unit=actor.unit, created_at=at,
        )  # fmt: skip
        act.about("paper_template", row.pk, people=0)
        act.note(kind=kind.code, from_on=new.from_on.isoformat())
        return row.pk


def stop_template(*, actor: Actor, at: datetime, template_id: UUID) -> str:
    """Take a version of the own office out of use; the one before it, or above it, holds again. Returns its kind."""
    with perform(actor=actor, action="papers.stop_template", at=at) as act:
        _require_keeper(actor)
        found = PaperTemplate.objects.select_for_update().filter(pk=template_id, place_no=actor.scope.place_from)
        row = found.first()
        if row is None:
            raise NotFound
        if row.withdrawn_at is not None:
            raise errors.already_withdrawn()
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        act.about("paper_template", row.pk, people=0)
        return str(row.kind)


def _require_keeper(actor: Actor) -> None:
    if actor.role not in TEMPLATE_ROLES or actor.scope.place_from >= actor.scope.place_to:
        raise Refused(
            "papers.not_keeper",
            "模板由街道、区县、市的经办人员维护，您当前的角色不能修改。",
            next_step="如需修改，请联系上级单位；您可以下载模板查看。",
        )
