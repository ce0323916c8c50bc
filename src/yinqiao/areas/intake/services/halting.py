"""A mass of deaths from one key halts the source by itself: what comes is kept, and a person looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from yinqiao.areas.intake import errors
from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.intake.rules import is_unusual
from yinqiao.areas.intake.services.people import rule_on
from yinqiao.areas.intake.services.settling import Work, open_disputes, reach_of, settle, works_of
from yinqiao.areas.intake.services.withdrawing import DEATH, withdraw
from yinqiao.areas.intake.types import MessageState, Reason, SourceState
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.services import withdraw_deaths
from yinqiao.platform.access import Actor, widened
from yinqiao.platform.acts import Act, perform

WINDOW = timedelta(hours=24)
_WRITTEN = ["state", "reason", "rule", "retiree_id", "act_id", "settled_at", "waits_until", "withdraws"]


def halt_if_unusual(act: Act, source: Source, works: Sequence[Work]) -> None:
    """Halt the source when the deaths of 24 hours, these among them, are more than its register explains."""
    new = sum(1 for one in works if one.row.type == DEATH)
    if not new or source.state != SourceState.ACTIVE:
        return
    since = act.at - WINDOW
    told = Message.objects.filter(source=source, type=DEATH, received_at__gt=since).exclude(
        state__in=[MessageState.REFUSED.value, MessageState.WITHDRAWN.value]
    )
    deaths, parameters = new + told.count(), rule_on("intake.mass_deaths", act.stamp.occurred_on).parameters
    if deaths <= parameters["floor_day"]:
        return
    people = people_within(scope=reach_of(source)).count()
    if is_unusual(parameters, deaths=deaths, people=people):
        source.state, source.state_at = SourceState.HALTED.value, act.at
        source.state_reason = f"24 小时内报告死亡 {deaths} 人，超出常见范围"
        act.note(halted=True, deaths=deaths)


def lock_source(act: Act, source_id: UUID) -> Source:
    """A source of the actor's own office, locked; NotFound otherwise."""
    scope = act.actor.scope
    found = (
        Source.objects.select_for_update()
        .filter(pk=source_id, place_no__gte=scope.place_from, place_no__lt=scope.place_to)
        .first()
    )
    if found is None:
        raise errors.not_found()
    act.about("source", found.pk, people=0)
    return found


def set_state(*, actor: Actor, at: datetime, source_id: UUID, state: SourceState, reason: str) -> None:
    """Pause a source, or let it send again; Conflict `intake.source_state` for a halted one, which is released."""
    with perform(actor=actor, action="intake.set_state", at=at, purpose=reason.strip()) as act:
        source = lock_source(act, source_id)
        if source.state in (state, SourceState.HALTED) or state is SourceState.HALTED:
            raise errors.state_forbids()
        source.state, source.state_at, source.state_reason = state.value, at, reason.strip()[:200]
        source.save(update_fields=["state", "state_at", "state_reason"])
        act.note(state=state.value)


def release_source(*, actor: Actor, at: datetime, source_id: UUID, is_good: bool, reason: str) -> int:
    """Let a halted source go on: what was held is applied by the rules, or thrown away. Returns how many messages.

    Conflict `intake.source_state` unless the source is halted. A source whose messages are thrown away stays paused
    until its key was renewed.
    """
    with perform(actor=actor, action="intake.release_source", at=at, purpose=reason.strip()) as act:
        source = lock_source(act, source_id)
        if source.state != SourceState.HALTED:
            raise errors.state_forbids()
        with widened("intake.release"):
            rows = list(
                Message.objects.select_for_update()
                .filter(source=source, state=MessageState.HELD.value)
                .order_by("told_at", "id")
            )
            if is_good:
                _go_on(act, source, rows)
            else:
                for row in rows:
                    row.state, row.reason = MessageState.NOT_TAKEN.value, Reason.THROWN_AWAY.value
                    row.settled_at = at
                Message.objects.bulk_update(rows, _WRITTEN)
        state = SourceState.ACTIVE if is_good else SourceState.PAUSED
        source.state, source.state_at, source.state_reason = state.value, at, reason.strip()[:200]
        source.save(update_fields=["state", "state_at", "state_reason"])
        act.note(messages=len(rows), is_good=is_good)
        return len(rows)


def _go_on(act: Act, source: Source, rows: Sequence[Message]) -> None:
    settle_stored(act, source, [row for row in rows if row.id_no_index])
    withdrawals = [row for row in rows if not row.id_no_index]
    works = works_of(withdrawals)
    withdraw(act, source, works, {})
    Message.objects.bulk_update(withdrawals, _WRITTEN)
    open_disputes(act, works)


def settle_stored(act: Act, source: Source, rows: Sequence[Message]) -> list[Work]:
    """Settle messages that are stored: each person once in a round, the earliest first."""
    works = works_of(rows)
    done: list[Work] = []
    while works:
        seen: set[bytes] = set()
        turn: list[Work] = []
        later: list[Work] = []
        for one in works:
            index = bytes(one.row.id_no_index or b"")
            (later if index in seen else turn).append(one)
            seen.add(index)
        settle(act, source, turn)
        Message.objects.bulk_update([one.row for one in turn], _WRITTEN)
        open_disputes(act, turn)
        done, works = done + turn, later
    return done


def withdraw_window(*, actor: Actor, at: datetime, source_id: UUID, reason: str) -> int:
    """Take back every death that a source told within the last 24 hours and that was applied; returns how many live."""
    with perform(actor=actor, action="intake.withdraw_window", at=at, purpose=reason.strip()) as act:
        source = lock_source(act, source_id)
        if source.state == SourceState.ACTIVE:
            raise errors.state_forbids()
        with widened("intake.withdraw_window"):
            rows = Message.objects.select_for_update().filter(
                source=source, type=DEATH, state=MessageState.APPLIED.value, received_at__gt=source.state_at - WINDOW
            )
            people = {row.retiree_id: row.pk for row in rows if row.retiree_id}
            living = withdraw_deaths(act=act, ids=list(people), reason=f"来源停用核查，{reason.strip()}")
            taken_back = Message.objects.filter(pk__in=[people[one] for one in living])
            taken_back.update(state=MessageState.WITHDRAWN.value, reason=Reason.THROWN_AWAY.value, settled_at=at)
        act.people = len(living)
        act.note(deaths=len(living))
        return len(living)
