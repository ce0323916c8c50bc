"""What an enterprise tells of single people: kept, changed and ended as it was told, and taken back visibly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.benefits import events
from yinqiao.areas.benefits.models import BenefitItem, BenefitTold
from yinqiao.areas.benefits.queries import item_named, items_of, told_key
from yinqiao.areas.benefits.rules import rhythm_of
from yinqiao.areas.benefits.types import ToldState
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.intake.types import Item, Reason
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act

_S = ToldState
_OVER = ["state", "over_on", "ending", "end_proposed_on"]
_OUTSIDE = "other"


def apply_told(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep benefits that were told; what stood of the same benefit ends on the day on which the new one begins."""
    agreed = _items(items)
    kept = [_row(act, one, agreed.get(one.retiree_id)) for one in items]
    wanted = {(one.retiree_id, told_key(one.item_no, one.kind)): one for one in kept}
    standing = [one for one in _standing(items) if (one.retiree_id, told_key(one.item_no, one.kind)) in wanted]
    for row in standing:
        _close(row, _S.REPLACED, wanted[row.retiree_id, told_key(row.item_no, row.kind)].since)
    BenefitTold.objects.bulk_update(standing, _OVER)
    BenefitTold.objects.bulk_create(kept)
    tell_people(act=act, kind=events.TOLD, people={one.retiree_id for one in kept})
    return {}


def apply_ends(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep that benefits ended; what the agreement gives and nobody told by itself is kept as ended from that day on."""
    agreed = _items(items)
    standing = {(one.retiree_id, told_key(one.item_no, one.kind)): one for one in _standing(items)}
    ended: list[BenefitTold] = []
    new: list[BenefitTold] = []
    nothing: dict[UUID, Reason] = {}
    for one in items:
        told = standing.get((one.retiree_id, told_key(one.data.item, _code(one.data.benefit))))
        if told is None and not one.data.item:
            nothing[one.retiree_id] = Reason.SAME_VALUE
            continue
        row = told or _row(act, one, agreed.get(one.retiree_id))
        (ended if told else new).append(row)
        _close(row, _S.ENDED, one.data.since)
        row.ending = one.data.ending.value
    BenefitTold.objects.bulk_update(ended, _OVER)
    BenefitTold.objects.bulk_create(new)
    tell_people(act=act, kind=events.ENDED, people={one.retiree_id for one in (*ended, *new)})
    return nothing


def undo_told(*, act: Act, item: Item) -> bool:
    """The enterprise takes back what it told: what stood before stands again. False when another followed or it ended."""
    found = _of(item)
    row = found.filter(state=_S.STANDING, message_id=item.message_id).first()
    if row is None:
        return False
    _close(row, _S.WITHDRAWN, row.since)
    row.save(update_fields=_OVER)
    before = found.filter(state=_S.REPLACED, over_on=row.since, item_no=row.item_no)
    before = before if row.item_no else before.filter(kind=row.kind)
    if (last := before.order_by("-told_at", "-id").first()) is not None:
        _stand_again(last)
    tell_people(act=act, kind=events.WITHDRAWN, people={row.retiree_id})
    return True


def undo_end(*, act: Act, item: Item) -> bool:
    """The enterprise takes an end back: the benefit stands again. False when another was told since."""
    item_no, kind = item.data.item, _code(item.data.benefit)
    same = _of(item).filter(item_no=item_no) if item_no else _of(item).filter(item_no="", kind=kind)
    row = same.filter(state=_S.ENDED, over_on=item.data.since).order_by("-told_at", "-id").first()
    if row is None or same.filter(state=_S.STANDING).exists():
        return False
    if row.message_id == item.message_id:
        # Nobody had told it by itself: the agreement alone says it, as before.
        _close(row, _S.WITHDRAWN, row.since)
        row.save(update_fields=_OVER)
    else:
        _stand_again(row)
    tell_people(act=act, kind=events.RESUMED, people={row.retiree_id})
    return True


def _items(items: Sequence[Item]) -> dict[UUID, BenefitItem]:
    """The item of the agreement that each of these names, where there is exactly one."""
    named = {one.retiree_id: one.data.item for one in items if one.data.item}
    people = people_within(scope=Scope.everything()).filter(pk__in=list(named)) if named else ()
    found = {who: item_named(rows, named[who]) for who, rows in items_of(list(people)).items()}
    return {who: item for who, item in found.items() if item is not None}


def _row(act: Act, one: Item, agreed: BenefitItem | None) -> BenefitTold:
    data = one.data
    amount = getattr(data, "amount", "")
    rhythm = getattr(data, "rhythm", None)
    return BenefitTold(
        retiree_id=one.retiree_id, agreement_id=agreed.agreement_id if agreed else None, item_no=data.item,
        kind=agreed.kind if agreed else _code(data.benefit) or _OUTSIDE, amount=Decimal(amount) if amount else None,
        unit=agreed.unit if agreed else "元", in_kind=getattr(data, "in_kind", ""),
        rhythm=rhythm_of(_code(rhythm), agreed.rhythm if agreed else None), since=data.since,
        until=getattr(data, "until", None), state=_S.STANDING.value, source=one.source.value, proof=one.proof[:300],
        message_id=one.message_id, told_at=act.at,
    )  # fmt: skip


def _code(one: Any) -> str:
    return str(one.value) if one else ""


def _standing(items: Sequence[Item]) -> list[BenefitTold]:
    found = BenefitTold.objects.select_for_update().filter(state=_S.STANDING)
    return list(found.filter(retiree_id__in=[one.retiree_id for one in items]).order_by("pk"))


def _of(item: Item) -> QuerySet[BenefitTold]:
    return BenefitTold.objects.select_for_update().filter(retiree_id=item.retiree_id)


def _close(row: BenefitTold, state: ToldState, day: Any) -> None:
    row.state, row.over_on, row.end_proposed_on = state.value, day, None


def _stand_again(row: BenefitTold) -> None:
    row.state, row.over_on, row.ending = _S.STANDING.value, None, ""
    row.save(update_fields=_OVER)
