"""Rules of lost contact: how signals are weighed, whose turn it is, why somebody is declared lost and how found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.lost_contact.types import (
    Answer,
    CaseState,
    CaseStep,
    Outcome,
    PlannedStep,
    PlanStep,
    Signal,
    Standing,
    Weighing,
)
from yinqiao.areas.retirees.types import CASEWORKERS, ActRule, RetireeStatus
from yinqiao.kernel.periods import add_months

_HELD = frozenset({RetireeStatus.MANAGED})
# What is asked of the register before anything is written about a person.
TRY = ActRule("try_contact", "登记联系结果", CASEWORKERS, _HELD)
DECLARE = ActRule("declare_lost", "认定失联", CASEWORKERS, _HELD)
FIND = ActRule("declare_found", "登记找回", CASEWORKERS, _HELD)
SEARCH = ActRule("record_step", "登记查找结果", CASEWORKERS, _HELD)

_S = CaseState
# A declaration and its end can each be taken back.
FLOW: Mapping[CaseState, Mapping[CaseStep, CaseState]] = {
    _S.LOST: {CaseStep.WITHDRAW: _S.WITHDRAWN},
    _S.FOUND: {CaseStep.REOPEN: _S.LOST},
    _S.DECEASED: {},
    _S.WITHDRAWN: {},
}
LABELS = {one.value: one.label for one in (*Outcome, *Signal)}


def standing_of(signals: Iterable[str], weighing: Weighing) -> tuple[Standing, int]:
    """How somebody stands with these signals, and their weight together.

    Example: silent for a year (50) and a dead number (50): 100, ripe to be declared lost by a person.
    """
    told = list(signals)
    score = sum(weighing.weights.get(one, 0) for one in told)
    if Signal.DECLARED in told:
        return Standing.LOST, score
    if score >= weighing.lost:
        return Standing.RIPE, score
    return (Standing.DOUBTFUL if score >= weighing.doubtful else Standing.REACHABLE), score


def silent_before(today: date, weighing: Weighing) -> date:
    """Whose last contact was before this day is silent. 2026-03-02, 12 months: 2025-03-02."""
    return add_months(today, -weighing.silent_months)


def has_risen(standing: Standing, since: date, today: date, weighing: Weighing) -> bool:
    """Whether a matter is so old that the street looks after it: of the lost since the declaration, of those to be
    declared since the oldest signal; a mere doubt stays with the community.
    """
    is_pressing = standing in (Standing.LOST, Standing.RIPE)
    return is_pressing and since <= today - timedelta(days=weighing.rise_days)


def owner_of(standing: Standing, since: date, today: date, weighing: Weighing) -> str:
    """Whose turn it is."""
    return "街道" if has_risen(standing, since, today, weighing) else "社区"


def weighing_of(parameters: Mapping[str, Any]) -> Weighing:
    """The rule as the rulebook keeps it; ValueError when a code has no weight."""
    weights = dict(parameters["weights"])
    if set(weights) != {one.value for one in (*Outcome, *Signal)} - {Outcome.REACHED, Signal.DECLARED}:
        raise ValueError("signals of lost contact and their weights do not match")
    return Weighing(weights, **{name: int(value) for name, value in parameters.items() if name != "weights"})


def _entries(kind: str) -> list[dict[str, Any]]:
    text = resources.files("yinqiao.areas.lost_contact").joinpath("rulebook", "lost_contact.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)[kind]
    return found


@cache
def reasons() -> Mapping[str, str]:
    """Why somebody is declared lost, by code, in the order of the form."""
    return {one["code"]: one["label"] for one in _entries("reason")}


@cache
def ways() -> Mapping[str, str]:
    """What found somebody, by code, in the order of the form."""
    return {one["code"]: one["label"] for one in _entries("way")}


@cache
def plan() -> tuple[PlanStep, ...]:
    """The steps of a search, in their order; ValueError when a step finds by a way that is not known."""
    steps = tuple(PlanStep(**one) for one in _entries("step"))
    if unknown := {one.way for one in steps} - set(ways()):
        raise ValueError(f"steps of the search plan find by unknown ways: {sorted(unknown)}")
    return steps


def answers_to(step: PlanStep) -> tuple[Answer, ...]:
    """What can come of a step: an office is asked first and tells of a trace or none, and does not find by itself."""
    told = (Answer.NOTHING, Answer.TRACE, Answer.DECEASED)
    return (Answer.ASKED, *told) if step.is_letter else (Answer.NOTHING, Answer.TRACE, Answer.FOUND, Answer.DECEASED)


def plan_of(
    declared_on: date, taken: Mapping[str, tuple[Answer, date]], leads: Mapping[str, str], *, is_member: bool
) -> tuple[PlannedStep, ...]:
    """The plan of somebody declared lost: steps with their days, the next one marked.

    `taken` has the newest answer to each step and its day: a letter waits as long again from the day it was sent. Who
    is no member of the party has no branch to be asked, unless it was asked all the same. Declared 2026-03-02, family
    within 7 days: due 2026-03-09.
    """
    rows: list[PlannedStep] = []
    for step in plan():
        if step.members_only and not is_member and step.code not in taken:
            continue
        answer, since = taken.get(step.code, (None, declared_on))
        from_day = since if answer is Answer.ASKED else declared_on
        rows.append(PlannedStep(step, answer, from_day + timedelta(days=step.days), False, leads.get(step.lead, "")))
    upcoming = min((one for one in rows if one.is_open), key=lambda one: one.due_on, default=None)
    return tuple(replace(one, is_next=one is upcoming) for one in rows)


def next_day(rows: Iterable[PlannedStep], today: date, weighing: Weighing) -> date:
    """When the search goes on: with the step that is due first; when all are taken, after the days of the rule."""
    return min((one.due_on for one in rows if one.is_open), default=today + timedelta(days=weighing.next_days))


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    weighing = weighing_of(parameters)
    signals = list(given.get("signals", ()))
    if "last_on" in given and given["last_on"] < silent_before(given["today"], weighing):
        signals.append(Signal.SILENT.value)
    standing, score = standing_of(signals, weighing)
    return {"standing": standing.value, "score": score}


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"lost_contact.weighing": _example}
