"""What a check tells to whoever holds the paper. The scope is the checker's own: everybody's, by the code alone."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.queries.kinds import unit_of
from yinqiao.areas.certificates.queries.reads import content_of, replaced_by, standing_on
from yinqiao.areas.certificates.rules import read_code
from yinqiao.areas.certificates.types import Checked, How
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.masking import mask_id_number
from yinqiao.platform.access.types import Scope


def digest_of_code(code: str) -> str:
    """What is kept of a code."""
    return sha256(code.encode()).hexdigest()


def find_checked(*, scope: Scope, code: str, today: date) -> Checked | None:
    """What a code stands for; None for every other text, whatever it looks like."""
    read = read_code(code)
    return _checked(scope, today, Q(code_hash=digest_of_code(read))) if read else None


def find_by_digest(*, scope: Scope, digest: str, today: date) -> Checked | None:
    """The certificate one of whose files, PDF or OFD, has this digest, to the byte."""
    return _checked(scope, today, Q(digest=digest) | Q(ofd_digest=digest))


def _checked(scope: Scope, today: date, by: Q) -> Checked | None:
    if scope != Scope.everything():
        return None
    row = Certificate.objects.select_related("retiree", "retiree__merged_into").filter(by).first()
    if row is None or row.issued_on is None or row.valid_until is None:
        return None
    facts = content_of(row)["facts"]
    newer = replaced_by(row)
    return Checked(
        UUID(str(row.pk)), standing_on(row, today), row.title, row.number, facts.get("name", ""),
        mask_id_number(facts.get("id_no", "")), row.purpose, unit_of(row.place_no), row.issued_on, row.valid_until,
        member_of(How, row.how), row.is_standin, newer.number if newer else "",
    )  # fmt: skip
