"""What human resources tell by message: kept, and taken back when they say that it was wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from yinqiao.areas.certification import events
from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.services.judging import chosen, settle
from yinqiao.areas.certification.services.telling import take_pay, take_results
from yinqiao.areas.certification.types import Entry, Method, Mistake, Origin, Outcome, PayChange, Result, Told
from yinqiao.areas.intake.types import Item, Reason
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act

# The rest was kept, or had been before.
_LEFT: Final = {
    Told.NOT_OURS: Reason.NOT_MANAGED, Told.UNKNOWN: Reason.NOT_MANAGED, Told.CONTRADICTS_DEATH: Reason.AFTER_DEATH,
    Told.REFERENCE_TAKEN: Reason.REFERENCE_TAKEN,
}  # fmt: skip


def apply_results(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep certifications that were told; whom no place has accepted yet waits."""
    rows = [Result(one.retiree_id, one.data.certified_on, Method(one.data.method), one.data.reference) for one in items]
    return _left(items, take_results(act=act, rows=rows))


def apply_suspensions(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep that pay is suspended: the community helps to certify."""
    return _left(items, take_pay(act=act, entry=Entry.SUSPENSION, rows=_pay(items)))


def apply_resumptions(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Keep that pay goes on."""
    return _left(items, take_pay(act=act, entry=Entry.RESUMPTION, rows=_pay(items)))


def _pay(items: Sequence[Item]) -> list[PayChange]:
    return [PayChange(one.retiree_id, one.data.since, one.data.reference) for one in items]


def _left(items: Sequence[Item], outcomes: Sequence[Outcome]) -> dict[UUID, Reason]:
    return {items[one.no].retiree_id: _LEFT[one.told] for one in outcomes if one.told in _LEFT}


def undo_result(*, act: Act, item: Item) -> bool:
    """Take a told certification back by a row that names it; False when it does not stand any more."""
    found = Record.objects.filter(
        retiree_id=item.retiree_id, entry=Entry.RESULT, origin=Origin.HUMAN_RESOURCES, reference=item.data.reference,
        undone_by__isnull=True,
    ).first()  # fmt: skip
    row = people_within(scope=Scope.everything()).filter(pk=item.retiree_id).first()
    if found is None or row is None:
        return False
    Record.objects.create(
        retiree_id=item.retiree_id, entry=Entry.VOID, day=found.day, method=found.method, origin=found.origin,
        undoes_id=found.pk, mistake=Mistake.BY_SOURCE, author_name=act.actor.name, author_unit=act.actor.unit,
    )  # fmt: skip
    settle(act, chosen([item.retiree_id]))
    act.emit(events.UNDONE, [subject(row, day=found.day.isoformat(), mistake=Mistake.BY_SOURCE.value)])
    return True


def undo_suspension(*, act: Act, item: Item) -> bool:
    """Pay that was never suspended goes on from the day that was told; False when it had gone on before."""
    clock = Clock.objects.filter(pk=item.retiree_id, suspended_on=item.data.since).first()
    if clock is None:
        return False
    again = PayChange(item.retiree_id, item.data.since, f"撤回 {item.data.reference}"[:64])
    return take_pay(act=act, entry=Entry.RESUMPTION, rows=[again])[0].told is Told.APPLIED
