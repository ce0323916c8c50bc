"""Less or nothing to pay, or charging suspended: the branch proposes, the next level answers. Nobody is removed here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.dues import errors, events
from yinqiao.areas.dues.models import Decision
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.rules import FLOW, MOST_MONTHS, months_between
from yinqiao.areas.dues.services.charging import charge_anew
from yinqiao.areas.dues.services.locking import hold_charges, lock_account
from yinqiao.areas.dues.types import Proposal, Ruling, RulingState
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform

_LIVING = (RulingState.PROPOSED, RulingState.APPROVED)


def propose(*, actor: Actor, at: datetime, account_id: UUID, proposal: Proposal) -> UUID:
    """Keep what the branch discussed, for the next level to answer. Conflict `dues.overlapping`."""
    if actor.id is None:
        raise errors.not_by_the_same()
    with perform(actor=actor, action="dues.propose", at=at) as act:
        account = lock_account(act, account_id)
        _require_possible(act, proposal)
        if _overlapping(account.pk, proposal):
            raise errors.overlapping()
        row = Decision.objects.create(
            account=account, place_no=account.place_no, ruling=proposal.ruling,
            fen=proposal.fen if proposal.ruling is Ruling.REDUCE else 0, from_month=month_of(proposal.from_month),
            until_month=month_of(proposal.until_month) if proposal.until_month else None,
            meeting_on=proposal.meeting_on, reason=proposal.reason.strip(), state=RulingState.PROPOSED,
            proposed_by=actor.id, proposed_name=actor.name, proposed_on=act.stamp.occurred_on,
        )  # fmt: skip
        _tell(act, events.PROPOSED, row)
    return row.pk


def answer(*, actor: Actor, at: datetime, decision_id: UUID, lock_version: int, approves: bool, note: str = "") -> None:
    """Approve or refuse what a branch below proposed; approved, its months are charged anew.

    Refused `dues.not_by_the_same`, `dues.not_above`; Conflict `dues.changed_meanwhile`.
    """
    if not approves and not note.strip():
        raise errors.not_possible("note", "不批准的，请写明意见。")
    with perform(actor=actor, action="dues.answer", at=at) as act:
        hold_charges()
        row = _lock(act, decision_id, lock_version)
        if actor.id == row.proposed_by:
            raise errors.not_by_the_same()
        if actor.scope.place_from >= row.place_no:
            raise errors.not_above()
        _move(row, RulingState.APPROVED if approves else RulingState.REFUSED)
        row.decided_by, row.decided_name = actor.id, actor.name
        row.decided_on, row.note = act.stamp.occurred_on, note.strip()
        row.save()
        if approves:
            charge_anew(act, [row.account_id])
        _tell(act, events.DECIDED, row)


def withdraw(*, actor: Actor, at: datetime, decision_id: UUID, lock_version: int) -> None:
    """Take a proposal back before it is answered."""
    with perform(actor=actor, action="dues.withdraw", at=at) as act:
        row = _lock(act, decision_id, lock_version)
        _move(row, RulingState.WITHDRAWN)
        row.save()
        _tell(act, events.DECIDED, row)


def lift(*, actor: Actor, at: datetime, decision_id: UUID, lock_version: int, until_month: date) -> None:
    """End a decision that holds with a month, the last one for which it counts; later months are charged again."""
    with perform(actor=actor, action="dues.lift", at=at) as act:
        hold_charges()
        row = _lock(act, decision_id, lock_version)
        last = month_of(until_month)
        if row.state != RulingState.APPROVED or (row.until_month and row.until_month < last):
            raise errors.changed_meanwhile()
        if last < row.from_month:
            raise errors.not_possible("until_month", "截止月份不能早于起始月份。")
        row.until_month, row.lock_version = last, row.lock_version + 1
        row.save()
        charge_anew(act, [row.account_id])
        _tell(act, events.LIFTED, row)


def _lock(act: Act, decision_id: UUID, lock_version: int) -> Decision:
    found = Decision.objects.filter(here(act.actor.scope), pk=decision_id).select_for_update().first()
    if found is None:
        raise NotFound
    if found.lock_version != lock_version:
        raise errors.changed_meanwhile()
    act.about("dues_decision", found.pk)
    return found


def _move(row: Decision, to: RulingState) -> None:
    if to not in FLOW[member_of(RulingState, row.state)]:
        raise errors.changed_meanwhile()
    row.state, row.lock_version = to, row.lock_version + 1


def _overlapping(account_id: UUID, proposal: Proposal) -> bool:
    ends_late = Q(until_month__isnull=True) | Q(until_month__gte=month_of(proposal.from_month))
    found = Decision.objects.filter(ends_late, account_id=account_id, state__in=_LIVING)
    if proposal.until_month:
        found = found.filter(from_month__lte=month_of(proposal.until_month))
    return found.exists()


def _require_possible(act: Act, proposal: Proposal) -> None:
    today, last = act.stamp.occurred_on, proposal.until_month
    if proposal.meeting_on > today:
        raise errors.not_possible("meeting_on", "支部研究日期不能晚于今天。")
    if proposal.from_month < add_months(month_of(today), -6):
        raise errors.not_possible("from_month", "起始月份最多早于本月 6 个月。")
    if last is None and proposal.ruling is not Ruling.SUSPEND:
        raise errors.not_possible("until_month", "减免要有截止月份，到期后另行研究。")
    if last and not 1 <= months_between(month_of(proposal.from_month), month_of(last)) <= MOST_MONTHS:
        raise errors.not_possible("until_month", f"截止月份不能早于起始月份，一次最多 {MOST_MONTHS} 个月。")
    if not proposal.reason.strip():
        raise errors.not_possible("reason", "请写明理由。")
    if proposal.ruling is Ruling.REDUCE and proposal.fen <= 0:
        raise errors.not_possible("fen", "请填写少交后每月交多少；不用交的请选免交。")


def _tell(act: Act, kind: EventType, row: Decision) -> None:
    act.emit(kind, [Subject(row.account.retiree_id, None, row.place_no, row.pk, data={"ruling": row.ruling})])
