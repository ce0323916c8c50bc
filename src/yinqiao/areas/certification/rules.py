"""Rules of certification: until when it holds, where the clock stands, what is paid later, who is to be looked after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.certification.types import BackPay, Cycle, First, Method, Standing, State, Why
from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict
from yinqiao.areas.retirees.types import CASEWORKERS, ActRule, RetireeStatus
from yinqiao.kernel.decision import Decision
from yinqiao.kernel.periods import add_months, month_end, month_of

# How a message that tells of certification or pay is judged.
_TELLING = "certification.telling@2026-01-01"
_HELD = frozenset({RetireeStatus.MANAGED})
CERTIFY = ActRule("certify", "登记认证", CASEWORKERS, _HELD)
UNDO = ActRule("undo_certification", "撤销认证记录", CASEWORKERS)
PLAN = ActRule("plan_visit", "安排上门认证", CASEWORKERS, _HELD)
# Human resources hear what was certified from the agency's officer, or from the city.
SENDERS = frozenset({"city_manager", "agency_officer"})
ABOVE = CASEWORKERS - {"community_officer", "agency_officer"}

# What an officer may note; the others come from providers.
BY_OFFICER = (Method.HOME, Method.ON_SITE, Method.KIN, Method.ABROAD)
# For these the agency has to have entrusted the office, by a document with a number.
ENTRUSTED = frozenset({Method.HOME, Method.ON_SITE})
REMIND_DAYS = {State.DUE_60: 60, State.DUE_30: 30, State.DUE_7: 7}
DUE = tuple(REMIND_DAYS)
# In these the community has something to do.
ASKED = (*DUE, State.OVERDUE)


def due_on(certified_on: date, born_on: date, cycle: Cycle) -> date:
    """The last day on which the next certification is in time.

    Example: 2024-05-20, rolling 12 months: 2025-05-20; 2024-02-29: 2025-02-28. To the month before the birthday, of
    somebody born in May: 2018-04-29: 2018-04-30; 2018-04-30: 2019-04-30, for no certification ends on its own day.
    """
    rolling = add_months(certified_on, cycle.months)
    if not cycle.by_birthday:
        return rolling
    after = max(add_months(month_of(certified_on), cycle.ahead_months), certified_on + timedelta(days=1))
    birthday = date(after.year, born_on.month, 1)
    if birthday <= after:
        birthday = date(after.year + 1, born_on.month, 1)
    return min(rolling, birthday - timedelta(days=1))


def first_due(begun_on: date, born_on: date, first: First) -> date:
    """The assumed last day for somebody of whom no certification is known: the end of the birthday month."""
    earliest = begun_on + timedelta(days=first.least_days)
    end = month_end(date(earliest.year, born_on.month, 1))
    return end if end >= earliest else month_end(date(earliest.year + 1, born_on.month, 1))


def state_of(clock: Standing, today: date, cycle: Cycle) -> State:
    """Where the clock stands: who need not certify, is suspended or confirmed by comparison is not asked.

    Example: due 2025-05-20: from 2025-03-21 on within 60 days, on 2025-05-21 overdue.
    """
    if clock.why is not Why.NEEDED:
        return State.NOT_REQUIRED
    if clock.is_suspended:
        return State.SUSPENDED
    left = (clock.due_on - today).days
    if clock.is_compared and left >= -cycle.lag_days:
        return State.EXEMPT
    if left < 0:
        return State.OVERDUE
    return next(
        (state for state in (State.DUE_7, State.DUE_30, State.DUE_60) if left <= REMIND_DAYS[state]), State.VALID
    )


def reminders(due: date) -> list[date]:
    """The days on which the community is asked to remind: 60, 30 and 7 days ahead."""
    return [due - timedelta(days=days) for days in REMIND_DAYS.values()]


def back_pay(due: date, certified_on: date, parameters: Mapping[str, Any], rule: str) -> Decision[BackPay]:
    """How many months are paid later, as the rule has it; the agency decides. Reasons: `paid_later`, `nothing_stopped`.

    Example: due 2025-05-20, certified 2025-08-10: June, July, August; pay goes on in September.
    """
    start = add_months(month_of(due), int(parameters["stops_after_months"]))
    resumes = add_months(month_of(certified_on), int(parameters["resumes_after_months"]))
    months = max(0, (resumes.year - start.year) * 12 + resumes.month - start.month)
    found = BackPay(months, start, add_months(resumes, -1), resumes)
    facts = {"due_on": due.isoformat(), "certified_on": certified_on.isoformat()}
    return Decision(found, "paid_later" if months else "nothing_stopped", rule, facts)


def needs_look(due: date, last_contact: date | None, today: date, parameters: Mapping[str, Any]) -> bool:
    """Whether the community is asked to look after somebody overdue of whom nobody has heard. It suspends nothing."""
    is_long = today - due >= timedelta(days=int(parameters["overdue_days"]))
    return is_long and (last_contact is None or last_contact < due)


def cycle_of(parameters: Mapping[str, Any], variant: str = "") -> Cycle:
    """The cycle as the rulebook keeps it."""
    return Cycle(**parameters["variants"][variant or parameters["use"]], lag_days=int(parameters["lag_days"]))


def first_of(parameters: Mapping[str, Any]) -> First:
    """The first due day as the rulebook keeps it."""
    return First(**parameters)


def _cycle_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    due = due_on(given["certified_on"], given["born_on"], cycle_of(parameters, given.get("variant", "")))
    return {"due_on": due, "reminders": reminders(due)}


def _first_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> date:
    return first_due(given["begun_on"], given["born_on"], first_of(parameters))


def _pay_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    found = back_pay(given["due_on"], given["certified_on"], parameters, "").value
    return {name: getattr(found, name) for name in ("months", "from_month", "to_month", "resumes_on")}


def _silence_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    return needs_look(given["due_on"], given.get("last_contact"), given["today"], parameters)


def judge_told(claim: Claim, known: Known, today: date) -> Judged:
    """A certification after the death that is on record, or before birth, is for a person to look at; the rest is taken."""
    if known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, _TELLING, "died_on")
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, _TELLING)
    return Judged(Verdict.TAKE, Reason.TAKEN, _TELLING)


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "certification.cycle": _cycle_example,
    "certification.first_due": _first_example,
    "certification.back_pay": _pay_example,
    "certification.silence": _silence_example,
}
