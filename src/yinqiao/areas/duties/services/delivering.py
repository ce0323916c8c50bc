"""An officer was at the door, or called: how it ended, what it closes, and its taking back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yinqiao.areas.duties import errors, events
from yinqiao.areas.duties.models import Delivery as DeliveryRow
from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.queries.duties import get_delivery
from yinqiao.areas.duties.rules import ENDS, SERVE, needs_next
from yinqiao.areas.duties.services.deriving import derive
from yinqiao.areas.duties.types import Condition, Delivery, DutyState, Need, Outcome, Way, case_door
from yinqiao.areas.retirees.queries import require_past, subject
from yinqiao.areas.retirees.services import add_note, lock_person
from yinqiao.areas.retirees.types import NoteInput, NoteKind, member_of
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_FURTHEST = timedelta(days=366)
MOST_WORDS = 1500
MOST_CASE_WORDS = 300


def record_delivery(
    *, actor: Actor, at: datetime, retiree_id: UUID, delivery: Delivery, duties: Sequence[UUID]
) -> UUID:  # fmt: skip
    """Note a visit or a call and close the duties that it was for; returns its id.

    Who was not at home is tried again on `next_on`: the duties stay open. Who said no is not asked again for these,
    unless a day is told. Invalid without a duty, a condition or a day where one is needed; Conflict
    `duties.done_already` when another officer was there first: nothing is kept then. A matter for others becomes a case in
    the same transaction; where that is refused the visit stands, with the reason beside it and the words in its note.
    """
    with perform(actor=actor, action="duties.record_delivery", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=SERVE)
        require_past(delivery.day, row, act.stamp.occurred_on, "day")
        _check(act, delivery)
        open_ones = _lock_open(retiree_id, duties)
        ended = _ended_by(retiree_id, delivery)
        case_id, refusal = _open_case(act, retiree_id, delivery)
        note_id = add_note(actor=actor, at=at, retiree_id=retiree_id, note=_note(delivery, open_ones, refusal))
        made = DeliveryRow.objects.create(
            retiree_id=retiree_id, way=delivery.way, outcome=delivery.outcome, day=delivery.day,
            condition=delivery.condition, needs=list(delivery.needs), next_on=delivery.next_on, note_id=note_id,
            author_id=actor.id, author_name=actor.name[:64], case_id=case_id, case_refusal=refusal,
        )  # fmt: skip
        _settle(act, made, {one.pk for one in open_ones} | ended)
        is_over = delivery.outcome is Outcome.REFUSED and made.next_on is None
        declined = sorted({one.standard for one in open_ones}) if is_over else []
        act.emit(events.DELIVERED, [subject(row, outcome=delivery.outcome.value, declined=declined)])
        act.note(delivery=str(made.pk), outcome=delivery.outcome.value, duties=len(open_ones))
    return made.pk


def _open_case(act: Act, retiree_id: UUID, delivery: Delivery) -> tuple[UUID | None, str]:
    """The case of the matter that was found, or why there is none; what a refusal had begun is undone."""
    door = case_door()
    if door is None or not (delivery.case_kind or delivery.case_words.strip()):
        return None, ""
    if not (delivery.case_kind and delivery.case_words.strip()):
        return None, "没有写全是哪一类、什么事。"
    if delivery.case_kind not in dict(door.kinds(act.stamp.occurred_on)):
        return None, "权责清单里没有这一类事项。"
    try:
        with transaction.atomic():
            made = door.open_case(
                actor=act.actor, at=act.at, retiree_id=retiree_id, kind=delivery.case_kind,
                words=delivery.case_words.strip()[:MOST_CASE_WORDS],
            )  # fmt: skip
    except DomainError as refusal:
        return None, f"{refusal.message}{refusal.next_step}"[:200]
    return made, ""


def _check(act: Act, delivery: Delivery) -> None:
    if delivery.outcome is Outcome.MET and not delivery.condition:
        raise errors.condition_missing()
    if needs_next(delivery.outcome) and delivery.next_on is None:
        raise errors.next_missing()
    today = act.stamp.occurred_on
    if delivery.next_on is not None and not today <= delivery.next_on <= today + _FURTHEST:
        raise errors.next_not_possible()


def _lock_open(retiree_id: UUID, duties: Sequence[UUID]) -> list[Duty]:
    """The duties that were chosen, all of them open; whoever comes second is told who was first."""
    if not duties:
        raise errors.nothing_chosen()
    rows = list(Duty.objects.select_for_update().filter(retiree_id=retiree_id, pk__in=duties).order_by("pk"))
    if not rows:
        raise errors.nothing_chosen()
    for one in rows:
        if one.state != DutyState.OPEN:
            raise errors.done_already(one.closed_name, one.closed_on or one.due_on)
    return rows


def _ended_by(retiree_id: UUID, delivery: Delivery) -> set[UUID]:
    """What a visit or a call to somebody who was met ends, chosen or not."""
    if delivery.outcome is not Outcome.MET:
        return set()
    found = Duty.objects.filter(retiree_id=retiree_id, state=DutyState.OPEN, service__in=ENDS[delivery.way])
    return set(found.values_list("pk", flat=True))


def _case_words(delivery: Delivery, refusal: str) -> str:
    """What a note says of a matter for others; where no case came of it its words are kept here."""
    words = delivery.case_words.strip()[:MOST_CASE_WORDS]
    if not words and not refusal:
        return ""
    return f"需要有关单位解决：{words}。没有提成联动事项：{refusal}" if refusal else f"已提出联动事项：{words}。"


def _note(delivery: Delivery, duties: Sequence[Duty], refusal: str) -> NoteInput:
    """What stands among the person's notes: coded in words, then the officer's own. Only who was met was visited."""
    services = "、".join(dict.fromkeys(one.get_service_display() for one in duties))
    parts = [f"{services}：{delivery.way.label}，{delivery.outcome.label}。"]
    if delivery.condition:
        parts.append(f"情况{member_of(Condition, delivery.condition).label}。")
    if delivery.needs:
        parts.append(f"需要{'、'.join(member_of(Need, one).label for one in delivery.needs)}。")
    if delivery.next_on:
        parts.append(f"下次 {delivery.next_on:%Y-%m-%d}。")
    parts.append(_case_words(delivery, refusal))
    kinds = {Way.VISIT: NoteKind.VISIT, Way.CALL: NoteKind.CALL}
    kind = kinds[delivery.way] if delivery.outcome is Outcome.MET else NoteKind.NOTE
    return NoteInput(kind, delivery.day, "".join(parts) + delivery.words.strip()[:MOST_WORDS])


def _settle(act: Act, made: DeliveryRow, duties: set[UUID]) -> None:
    states = {Outcome.MET: DutyState.DONE, Outcome.REFUSED: DutyState.DECLINED}
    state = states.get(Outcome(made.outcome)) if made.outcome == Outcome.MET or made.next_on is None else None
    chosen = Duty.objects.filter(pk__in=duties)
    if state is None:
        chosen.update(next_on=made.next_on)
        return
    chosen.update(state=state, closed_on=made.day, closed_name=act.actor.name[:64], delivery=made, next_on=None)


def undo_delivery(*, actor: Actor, at: datetime, delivery_id: UUID) -> UUID:
    """Take back what was noted by mistake; returns the person. What it closed is due again, as far as it still is.

    The note stays, with one beside it that says so. Conflict when it was taken back before.
    """
    with perform(actor=actor, action="duties.undo_delivery", at=at) as act:
        found = get_delivery(scope=actor.scope, delivery_id=delivery_id)
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=SERVE)
        changed = DeliveryRow.objects.filter(pk=delivery_id, undone_at__isnull=True).update(
            undone_at=at, undone_name=actor.name[:64]
        )
        if not changed:
            raise errors.already_undone()
        closed = Duty.objects.filter(delivery_id=delivery_id)
        closed.update(state=DutyState.OPEN, closed_on=None, closed_name="", delivery=None, next_on=None)
        text = f"{found.day:%Y-%m-%d} 的服务登记（{found.get_way_display()}）登记有误，已撤销。"
        add_note(actor=actor, at=at, retiree_id=row.pk, note=NoteInput(NoteKind.NOTE, act.stamp.occurred_on, text))
        noted_on = timezone.localdate(found.recorded_at)
        act.emit(events.DELIVERY_UNDONE, [subject(row, noted_on=noted_on.isoformat(), noted_by=found.author_name)])
        derive(act=act, ids=[row.pk])
        act.note(delivery=str(delivery_id))
    return row.pk


def keep_words(*, actor: Actor, at: datetime, retiree_id: UUID, delivery: Delivery) -> UUID:
    """What the second officer of two found out, kept as a note: the visit itself stands once."""
    words = delivery.words.strip()[:MOST_WORDS] or f"{delivery.way.label}，{delivery.outcome.label}。"
    with perform(actor=actor, action="duties.keep_words", at=at) as act:
        lock_person(act=act, retiree_id=retiree_id, rule=SERVE)
        _, refusal = _open_case(act, retiree_id, delivery)
        note = NoteInput(NoteKind.NOTE, delivery.day, _case_words(delivery, refusal) + words)
        return add_note(actor=actor, at=at, retiree_id=retiree_id, note=note)
