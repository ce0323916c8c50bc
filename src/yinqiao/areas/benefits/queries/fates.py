"""What becomes of what enterprises used to give: the list, and for one person in sentences."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.benefits.models import BenefitFate
from yinqiao.areas.benefits.rules import old_benefits
from yinqiao.areas.benefits.types import Fate, FateLine
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def list_fates(*, scope: Scope) -> QuerySet[BenefitFate]:
    """What enterprises were asked and answered, what waits first: an enterprise's own, every office all; no overseer."""
    found = BenefitFate.objects.order_by("fate", "due_on", "enterprise_id", "id")
    if scope.is_oversight or scope.is_empty:
        return found.none()
    return found.filter(enterprise_id__in=scope.enterprises) if scope.is_enterprise else found


def get_fate(*, scope: Scope, fate_id: UUID) -> BenefitFate:
    """One of them; NotFound otherwise."""
    found = list_fates(scope=scope).filter(pk=fate_id).first()
    if found is None:
        raise NotFound
    return found


def count_fates(*, scope: Scope, today: date) -> tuple[int, int]:
    """How many wait for an answer, and how many of these are late."""
    found = list_fates(scope=scope).filter(fate="").order_by()
    return found.count(), found.filter(due_on__lt=today).count()


def list_fate_lines(*, scope: Scope, retiree_id: UUID, today: date) -> list[FateLine]:
    """Each thing that the person's enterprise used to give, with what became of it in sentences to be read or said.

    What nobody knows says whose turn it is and until when. NotFound out of scope.
    """
    person = find_row(scope, retiree_id)
    known = {one.code: one for one in BenefitFate.objects.filter(Q(enterprise_id=person.enterprise_id))}
    return [
        FateLine(old, _sentences(known.get(code), today), code in known and bool(known[code].fate))
        for code, old in old_benefits().items()
    ]


def _sentences(row: BenefitFate | None, today: date) -> tuple[str, ...]:
    if row is None:
        return ("还不清楚。由社区请原企业答复，问清以后写在这里。",)
    if not row.fate:
        late = "，已经过了期限，由街道催办" if row.due_on < today else ""
        return (
            f"还不清楚。{row.asked_on:%Y年}{row.asked_on.month}月{row.asked_on.day}日已请原企业答复，"
            f"最晚 {row.due_on:%Y年}{row.due_on.month}月{row.due_on.day}日答复{late}。",
        )
    said = [f"{Fate(row.fate).label}。"]
    if row.payer:
        said.append(f"钱由{row.payer}出。")
    if row.until:
        over = "（已经到期）" if row.until < today else ""
        said.append(f"到{row.until:%Y年}{row.until.month}月{row.until.day}日为止{over}。")
    if row.where:
        said.append(f"有事问{row.where}。")
    return tuple(said)
