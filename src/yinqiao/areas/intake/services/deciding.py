"""A person decides about a claim that contradicts: takes it, refuses it with a reason, or asks the source."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.intake import errors, events
from yinqiao.areas.intake.models import Contradiction, Message
from yinqiao.areas.intake.rules import CASEWORKERS
from yinqiao.areas.intake.services.settling import OPEN, apply_claims, tell, works_of
from yinqiao.areas.intake.services.withdrawing import DEATH, undo
from yinqiao.areas.intake.types import ContradictionState, MessageState, Reason
from yinqiao.areas.retirees.queries import people_within
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, widened
from yinqiao.platform.acts import Act, perform

REFUSALS = (Reason.NOT_ONE_PERSON, Reason.PERSON_LIVES, Reason.NOT_MOVED, Reason.VALUE_WRONG, Reason.NOT_NEWER)
# What no decision can make possible: the register itself would contradict itself.
_IMPOSSIBLE = (Reason.NUMBER_TAKEN, Reason.BEFORE_BIRTH)


def take_claim(*, actor: Actor, at: datetime, case_id: UUID, note: str = "") -> None:
    """Take the claim over as a person found it right: it is applied with its source, as if the rules had.

    NotFound out of scope; Conflict `intake.already_decided`; Conflict `intake.not_possible` when the register would
    contradict itself: a number that somebody else holds, a day before birth, another day of death.
    """
    with perform(actor=actor, action="intake.take_claim", at=at) as act:
        case = _lock(act, case_id)
        row = case.message
        _take(act, case, row)
        row.state, row.reason, row.act_id = MessageState.APPLIED.value, Reason.BY_PERSON.value, act.id
        row.settled_at = at
        row.save(update_fields=["state", "reason", "act_id", "settled_at"])
        _decide(act, case, ContradictionState.TAKEN, Reason.BY_PERSON.value, note)
        tell(act, events.TAKEN, {case.retiree_id: case.kind})


def _take(act: Act, case: Contradiction, row: Message) -> None:
    if case.kind in _IMPOSSIBLE:
        raise errors.not_possible(Reason(case.kind).label)
    person = people_within(scope=act.actor.scope).select_for_update().get(pk=case.retiree_id)
    (work,) = works_of([row])
    with widened("intake.take_claim"):
        if work.kind.is_withdrawal:
            _withdraw(act, row, work.data.reason)
        elif row.type == DEATH and person.died_on is not None:
            raise errors.not_possible("登记中已是已故")
        elif person.merged_into_id is not None:
            raise errors.not_possible("这条登记已并入另一条")
        else:
            for reason in apply_claims(act, row.source, [work]).values():
                raise errors.not_possible(reason.label)


def _withdraw(act: Act, row: Message, reason: str) -> None:
    """A withdrawal upon which the register had gone on: possible for a death alone, the rest is corrected by hand."""
    target = row.withdraws
    if target is None or not undo(act, target, reason):
        raise errors.not_possible("登记已有后续变更，请直接更正登记后选择“不采用”")
    target.state, target.reason, target.settled_at = MessageState.WITHDRAWN.value, Reason.WITHDRAWAL.value, act.at
    target.save(update_fields=["state", "reason", "settled_at"])


def refuse_claim(*, actor: Actor, at: datetime, case_id: UUID, reason: str, note: str = "") -> None:
    """Refuse the claim with a coded reason, which its source reads in the state of the message.

    Invalid `intake.reason_missing`; NotFound out of scope; Conflict `intake.already_decided`.
    """
    if reason not in {one.value for one in REFUSALS}:
        raise errors.reason_missing()
    with perform(actor=actor, action="intake.refuse_claim", at=at) as act:
        case = _lock(act, case_id)
        row = case.message
        row.state, row.reason, row.settled_at = MessageState.NOT_TAKEN.value, reason, at
        row.save(update_fields=["state", "reason", "settled_at"])
        _decide(act, case, ContradictionState.REFUSED, reason, note)
        tell(act, events.REFUSED, {case.retiree_id: reason})


def ask_source(*, actor: Actor, at: datetime, case_id: UUID, note: str = "") -> None:
    """Ask the source to check: it reads so in the state of its message, and corrects, withdraws or confirms."""
    with perform(actor=actor, action="intake.ask_source", at=at) as act:
        case = _lock(act, case_id)
        case.state, case.asked_on, case.asked_at = ContradictionState.ASKED.value, act.stamp.occurred_on, at
        case.note = note.strip()[:200]
        case.save(update_fields=["state", "asked_on", "asked_at", "note"])


def _lock(act: Act, case_id: UUID) -> Contradiction:
    """The item, open, of somebody within the actor's scope; NotFound otherwise, whether it exists or not."""
    if act.actor.role not in CASEWORKERS:
        raise Refused("intake.role_may_not", "您当前的角色不能核实外来信息。", next_step="请由社区、街道的经办人办理。")
    people = people_within(scope=act.actor.scope)
    found = Contradiction.objects.select_for_update(of=("self",)).filter(pk=case_id, retiree__in=people)
    case = found.select_related("message__source").first()
    if case is None:
        raise NotFound
    if case.state not in OPEN:
        raise errors.decided()
    act.about("retiree", case.retiree_id)
    act.note(case=str(case_id), kind=case.kind)
    return case


def _decide(act: Act, case: Contradiction, state: ContradictionState, reason: str, note: str) -> None:
    case.state, case.reason, case.note = state.value, reason, note.strip()[:200]
    case.decided_at, case.decided_name, case.decided_act = act.at, act.actor.name[:64], act.id
    case.save(update_fields=["state", "reason", "note", "decided_at", "decided_name", "decided_act"])
