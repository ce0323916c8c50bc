"""Rules of hardship, visits and relief: who is believed against whom, until when to visit, what a household lacks."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.aid.types import (
    DESTITUTE_GROUP,
    DISMISSALS,
    Gap,
    Grade,
    Household,
    Member,
    ReliefEnd,
    ReliefKind,
    ReliefState,
    Signal,
    Step,
    Tier,
    VisitReason,
)
from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict
from yinqiao.areas.retirees.types import CASEWORKERS, ActRule, RetireeStatus
from yinqiao.kernel.text import normalise_text
from yinqiao.kernel.working_days import WorkCalendar

MANAGERS = ("city_manager",)
LOOK = ActRule("see_aid", "查看困难状况和应走访", CASEWORKERS, frozenset(RetireeStatus))
CONSENT = ActRule(
    "note_consent", "登记本人同意", CASEWORKERS, frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED})
)
# What the street says, the civil affairs of district or city decide; the community collects and notes.
STREETS = frozenset({"street_officer"})
DECIDERS = frozenset({"district_manager", "city_manager"})
_R = ReliefState
# Each step and in which states it is taken.
RELIEF_STEPS: Mapping[str, frozenset[ReliefState]] = {
    "agree": frozenset({_R.PROPOSED}), "consent": frozenset({_R.APPLIED, _R.CHECKED}), "check": frozenset({_R.APPLIED, _R.CHECKED}),
    "submit": frozenset({_R.CHECKED}), "decide": frozenset({_R.SUBMITTED}), "pay": frozenset({_R.GRANTED}),
    "review": frozenset({_R.GRANTED}),
    "close": frozenset({_R.PROPOSED, _R.APPLIED, _R.CHECKED, _R.SUBMITTED, _R.GRANTED}),
}  # fmt: skip
# The register's special groups stand in this order (the roster's own list); those after the one that we keep.
_AFTER = ("serious_illness", "special_trade")


def endings_of(state: ReliefState) -> tuple[ReliefEnd, ...]:
    """Why a case may be ended by hand: a proposal is put away, an application is not gone on with."""
    return DISMISSALS if state is ReliefState.PROPOSED else (ReliefEnd.DECLINED, ReliefEnd.WITHDRAWN)


def judge_hardship(claim: Claim, known: Known, parameters: Mapping[str, Any], rule: str) -> Judged:
    """A grade, or none, against what another office told. Older never overwrites newer; of one day two grades are asked.

    Told 最低生活保障 since 2026-03-01, an end as of 2026-02-01 follows: older, nothing changes.
    """
    if known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, rule)
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    told, present = claim.values["grade"], known.values.get("grade", "")
    source, since = known.sources.get("grade", ("", None))
    verdict, reason = weigh_grade(
        parameters, (claim.kind.value, claim.since, told), (source, since, present)
    )  # fmt: skip
    return Judged(verdict, reason, rule, "grade", {"known_source": source})


def weigh_grade(
    ranks: Mapping[str, int], claim: tuple[str, date, str], known: tuple[str, date | None, str]
) -> tuple[Verdict, Reason]:
    """What becomes of a grade: `claim` and `known` are source, day since when, and grade; an empty grade is none."""
    (source, since, grade), (known_source, known_since, present) = claim, known
    if grade == present:
        return Verdict.SAME, Reason.SAME_VALUE
    if known_since is None:
        return Verdict.TAKE, Reason.TAKEN
    rank, known_rank = ranks.get(source, 0), ranks.get(known_source, 0)
    if since < known_since:
        return (Verdict.DISPUTE, Reason.HIGHER_OLDER) if rank > known_rank else (Verdict.OLDER, Reason.NOT_NEWER)
    if rank < known_rank:
        return Verdict.DISPUTE, Reason.LOWER_RANK
    # An end on the day on which it began takes nothing back: the office withdraws instead.
    return (
        (Verdict.DISPUTE, Reason.SAME_DAY)
        if since == known_since and rank == known_rank
        else (Verdict.TAKE, Reason.TAKEN)
    )


def judge_illness(claim: Claim, known: Known, rule: str) -> Judged:
    """That somebody is to be visited: not the dead, not twice at once. On what ground is asked where it is applied."""
    if known.died_on is not None:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, rule)
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    if known.values.get("health_visit"):
        return Judged(Verdict.SAME, Reason.SAME_VALUE, rule)
    return Judged(Verdict.TAKE, Reason.TAKEN, rule)


def due_on(parameters: Mapping[str, Any], reason: str, opened_on: date) -> date:
    """Until when somebody is to be visited."""
    return opened_on + timedelta(days=parameters[reason])


def groups_with(groups: Sequence[str], grade: str) -> list[str]:
    """The special groups of the register as civil affairs tell them: 特困 exactly while that is the grade.

    (`alone`, `serious_illness`) with 特困 → (`alone`, `destitute`, `serious_illness`).
    """
    others = [one for one in groups if one != DESTITUTE_GROUP]
    if grade != Grade.DESTITUTE:
        return others
    before = [one for one in others if one not in _AFTER]
    return [*before, DESTITUTE_GROUP, *(one for one in others if one in _AFTER)]


@cache
def _relief_book() -> list[Mapping[str, Any]]:
    text = resources.files("yinqiao.areas.aid").joinpath("rulebook/aid.toml").read_text("utf-8")
    kinds: list[Mapping[str, Any]] = tomllib.loads(text)["relief_kind"]
    return kinds


def relief_kinds() -> Mapping[str, ReliefKind]:
    """The kinds of relief by code, in the order of the rulebook."""
    return {
        one["code"]: ReliefKind(
            one["code"], one["title"], one["plain"], one["source"], one["is_published"], one["months"]
        )
        for one in _relief_book()
    }


def proposed_by(grade: str) -> list[str]:
    """The kinds of relief that a recognition by civil affairs makes us propose."""
    return [one["code"] for one in _relief_book() if grade in one["proposed_by"]]


# Which kind each signal makes us propose: what comes suddenly is relieved once, what lasts month by month.
SIGNAL_KINDS: Mapping[Signal, str] = {
    Signal.ILLNESS: "temporary", Signal.FAMILY_DEATH: "local_support", Signal.BENEFIT_STOPPED: "local_support",
    Signal.NEED: "local_support",
}  # fmt: skip


def speaks(parameters: Mapping[str, Any], signal: str, told_on: date, today: date) -> bool:
    """Whether something told on a day is still a reason to ask: 90 days after it with 90, not with 91."""
    return timedelta(0) <= today - told_on <= timedelta(days=int(parameters["within"][signal]))


def gap_of(household: Household, parameters: Mapping[str, Any], *, is_urgent: bool = False) -> Gap:
    """What a household lacks a month to the line, with the reckoning in words; its tier.

    Line 800 yuan, two people, 1,000 yuan together: 600. With 1,600: 0, for that is not below. With 1,599: 1.
    """
    people = len(household.members)
    income = sum(one.income_fen for one in household.members)
    whole, most = people * int(parameters["line_yuan"]) * 100, people * int(parameters["assets_yuan"]) * 100
    fen, is_within = max(0, whole - income), household.assets_fen <= most
    near = income * 100 < whole * int(parameters["near_percent"])
    tier = Tier.URGENT if is_urgent else Tier.BELOW if fen and is_within else Tier.NEAR if near else Tier.WATCH
    lines = (
        f"共同生活 {people} 人，每月收入合计 {yuan(income)} 元。",
        f"标准每人每月 {int(parameters['line_yuan']):,} 元，{people} 人合计 {yuan(whole)} 元。",
        f"差额 {yuan(fen)} 元。" if fen else "收入不低于标准，没有差额。",
        f"财产 {yuan(household.assets_fen)} 元，限额 {yuan(most)} 元，{'没有超过' if is_within else '已经超过'}。",
    )
    return Gap(fen, tier, lines, is_within)


_MOST_PEOPLE, _MOST_YUAN, _MOST_WORDS = 12, 1_000_000, 300
YES_NO: Mapping[str, str] = {"yes": "是，等不及", "no": "不是，可以等"}
AGREES: Mapping[str, str] = {"yes": "同意核对", "no": "不同意"}


def told_choices(step: Step) -> Mapping[str, str]:
    """What there is to choose from on a page of the portal; empty where something is typed."""
    if step is Step.KIND:
        return {one.code: f"{one.title}：{one.plain}" for one in relief_kinds().values()}
    return {Step.URGENT: YES_NO, Step.CONSENT: AGREES}.get(step, {})


def read_told(step: Step, typed: str) -> tuple[str, str]:
    """What was filled in on a page in its normal form, and what is wrong with it: `３` people is `3`."""
    text = normalise_text(typed).value
    if choices := told_choices(step):
        return (text, "") if text in choices else ("", "请选一个，再点“下一步”。")
    if step is Step.WORDS:
        too_long = f"最多写 {_MOST_WORDS} 个字，现在是 {len(text)} 个字。"
        return text, "请写一写遇到了什么难处，一两句就行。" if not text else too_long if len(text) > _MOST_WORDS else ""
    plain = text.replace(",", "").replace("，", "")
    least, most, unit = (1, _MOST_PEOPLE, "人") if step is Step.PEOPLE else (0, _MOST_YUAN, "元")
    if not plain.isascii() or not plain.isdigit() or not least <= int(plain[:9]) <= most or len(plain) > 9:
        return text, f"请填一个数，{least} 到 {most:,} {unit}，不带小数。"
    return str(int(plain)), ""


def shown_told(step: Step, text: str) -> str:
    """An answer as it is read back."""
    if not text:
        return "还没有填"
    unit = {Step.PEOPLE: " 人", Step.INCOME: " 元"}.get(step, "")
    return told_choices(step).get(text, f"{int(text):,}{unit}" if unit and text.isdigit() else text)


def pay_by(parameters: Mapping[str, Any], month: date) -> date:
    """The last day on which the sum of a month is paid. Day 31 in February: the last of the month."""
    return month.replace(day=min(int(parameters["day"]), monthrange(month.year, month.month)[1]))


def yuan(fen: int) -> str:
    """`1,599.00`."""
    return f"{fen // 100:,}.{fen % 100:02}"


def decide_by(parameters: Mapping[str, Any], applied_on: date, *, is_complex: bool, calendar: WorkCalendar) -> date:
    """The last working day for the decision."""
    return calendar.after(applied_on, int(parameters["complex_days" if is_complex else "days"]))


def review_by(decided_on: date, months: int) -> date | None:
    """When a relief is looked at again; None for what is paid once. 2026-01-31 and 1 month: 2026-02-28."""
    if not months:
        return None
    at = decided_on.month - 1 + months
    first = date(decided_on.year + at // 12, at % 12 + 1, 1)
    return first.replace(day=min(decided_on.day, monthrange(first.year, first.month)[1]))


def _gap_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> int:
    members = [Member("", "", "", 0)] * (given["people"] - 1) + [Member("", "", "", given["income_yuan"] * 100)]
    return gap_of(Household(tuple(members), 0), {**parameters, "line_yuan": given["line_yuan"]}).fen // 100


def _weighed(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    claim = (given["source"], given["since"], given["grade"])
    known = (given["known_source"], given.get("known_since"), given["known_grade"])
    return weigh_grade(parameters["ranks"], claim, known)[0].value


FORMULAS = {
    "aid.minimum_line": _gap_example,
    "aid.precedence": _weighed,
    "aid.proposals": lambda parameters, given: speaks(parameters, given["signal"], given["told_on"], given["today"]),
    "aid.relief_payment": lambda parameters, given: pay_by(parameters, given["month"]),
    "aid.visit_days": lambda parameters, given: due_on(
        parameters, VisitReason(given["reason"]).value, given["opened_on"]
    ),
}
