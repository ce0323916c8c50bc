"""What the enterprise says month by month: retired, not retired after all, later, not to be handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.routine import errors, events
from yinqiao.areas.routine.queries import get_expected
from yinqiao.areas.routine.rules import confirm_due, hand_over_due, month_words
from yinqiao.areas.routine.services.stepping import pick, these, write_step
from yinqiao.areas.routine.types import Postponement, PostponeReason, Retirement, Step, WithdrawReason
from yinqiao.kernel.periods import month_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.rulebook import rulebook

_TOO_EARLY = """
SELECT count(*) FROM routine_expectedretiree x JOIN pg_temp.routine_picked k ON k.id = x.id
WHERE NOT x.is_special AND x.earliest_on > %s
"""
# The end of the planned month, as `confirm_due` has it.
_CONFIRM_DUE = sql.SQL("(x.planned_on + interval '1 month' - interval '1 day')::date")


def confirm_people(*, actor: Actor, at: datetime, ids: Sequence[UUID], retirement: Retirement) -> int:
    """Confirm that these people have retired, on one day by one decision; returns how many could be confirmed.

    From then on the handover is due at the end of the next month. Invalid `routine.retired_ahead`,
    `routine.number_required`, `routine.retired_too_early` (somebody was too young on that day; then nobody is
    confirmed); Conflict `routine.nobody_open`.
    """
    with perform(actor=actor, action="routine.confirm_people", at=at) as act:
        today, number = act.stamp.occurred_on, retirement.decision_no.strip()[:60]
        if retirement.retired_on > today:
            raise errors.retired_ahead()
        if not number:
            raise errors.number_required()
        _pick_or_refuse(act, Step.CONFIRM, ids)
        with connection.cursor() as cursor:
            cursor.execute(_TOO_EARLY, [month_of(retirement.retired_on)])
            if early := cursor.fetchone()[0]:
                raise errors.retired_too_early(early)
        rule = rulebook().get("routine.hand_over", region=settings.REGION, day=today)
        values = {
            "retired_on": retirement.retired_on, "decision_no": number, "risen_to": 0,
            "due_on": hand_over_due(retirement.retired_on, rule.parameters),
        }  # fmt: skip
        with set_based(act.people):
            write_step(act=act, step=Step.CONFIRM, kind=events.CONFIRMED, values=values)
        act.note(rule=rule.version)
        return act.people


def unconfirm_person(*, actor: Actor, at: datetime, expected_id: UUID) -> None:
    """Take a confirmation back that was a mistake; NotFound out of scope, Conflict once there is a roster."""
    with perform(actor=actor, action="routine.unconfirm_person", at=at) as act:
        get_expected(scope=actor.scope, expected_id=expected_id)
        _pick_or_refuse(act, Step.UNCONFIRM, [expected_id])
        values = {"retired_on": None, "decision_no": "", "risen_to": 0, "due_on": _CONFIRM_DUE}
        write_step(act=act, step=Step.UNCONFIRM, kind=events.UNCONFIRMED, values=values)


def postpone_person(*, actor: Actor, at: datetime, expected_id: UUID, postponement: Postponement) -> None:
    """Plan a later month for one person, with the reason.

    Invalid `routine.month_not_later`, `routine.month_past_latest` (by agreement at most three years beyond the statutory
    month; what a procedure takes has no such bound), `routine.note_required`.
    """
    if postponement.reason is PostponeReason.OTHER and not postponement.note.strip():
        raise errors.note_required()
    with perform(actor=actor, action="routine.postpone_person", at=at) as act:
        person = get_expected(scope=actor.scope, expected_id=expected_id)
        _pick_or_refuse(act, Step.POSTPONE, [expected_id])
        month = month_of(postponement.planned_on)
        if month <= person.planned_on or month < month_of(act.stamp.occurred_on):
            raise errors.month_not_later()
        if month > person.latest_on and postponement.reason is PostponeReason.AGREED_LATER:
            raise errors.month_past_latest(month_words(person.latest_on))
        values = {"planned_on": month, "is_postponed": True, "due_on": confirm_due(month), "risen_to": 0}
        told = {"reason": postponement.reason.value, "note": postponement.note.strip()[:300]}
        write_step(act=act, step=Step.POSTPONE, kind=events.POSTPONED, values=values, told=told)


def withdraw_person(*, actor: Actor, at: datetime, expected_id: UUID, reason: WithdrawReason, note: str = "") -> None:
    """Say that somebody will not be handed over by this enterprise, with a coded reason; a later list may name them again."""
    with perform(actor=actor, action="routine.withdraw_person", at=at) as act:
        get_expected(scope=actor.scope, expected_id=expected_id)
        _pick_or_refuse(act, Step.WITHDRAW, [expected_id])
        values = {
            "withdraw_reason": reason.value, "due_on": None, "risen_to": 0, "retired_on": None, "decision_no": "",
            "ended_on": act.stamp.occurred_on,
        }  # fmt: skip
        told = {"reason": reason.value, "note": note.strip()[:300]}
        write_step(act=act, step=Step.WITHDRAW, kind=events.WITHDRAWN, values=values, told=told)


def _pick_or_refuse(act: Act, step: Step, ids: Sequence[UUID]) -> None:
    act.people = pick(step, these(ids), act.actor.scope)
    if not act.people:
        raise errors.nobody_open()
    if len(ids) == 1:
        act.about("expected", ids[0])
