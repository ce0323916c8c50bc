"""Rules of letters: purposes with their answers as data, when an answer is due, to whom a late one rises."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.letters.types import AnswerSpec, LetterState, Purpose

PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
# At whose desk a fact is taken in that an office tells: where sources and their legal basis are registered.
DESK = "city_manager"
# The office itself reads and answers what is addressed to it.
OFFICERS = ("department_officer",)
ONLINE = "网上答复"
# To whom a late answer rises, and after the days of which parameter.
RISES = {"district_manager": "district_days", "city_manager": "city_days"}
FLOW: Mapping[LetterState, Mapping[str, LetterState]] = {
    LetterState.OPEN: {"answer": LetterState.ANSWERED, "void": LetterState.VOID},
    LetterState.ANSWERED: {},
    LetterState.VOID: {},
}


@cache
def purposes() -> Mapping[str, Purpose]:
    """What can be asked, by code, in the order of the rulebook; ValueError for an answer with a fact that goes nowhere."""
    text = resources.files("yinqiao.areas.letters").joinpath("rulebook/letters.toml").read_text("utf-8")
    found = {}
    for one in tomllib.loads(text)["purpose"]:
        answers = tuple(AnswerSpec(**answer) for answer in one.pop("answers"))
        purpose = Purpose(**{**one, "kind": SourceKind(one["kind"]), "answers": answers})
        if any(answer.tells for answer in answers) and not purpose.tells:
            raise ValueError(f"an answer that tells what no message says: {purpose.code}")
        found[purpose.code] = purpose
    return found


def due_on(sent_on: date, purpose: Purpose) -> date:
    """The last day of an answer: sent 2026-03-02, 20 days: 2026-03-22."""
    return sent_on + timedelta(days=purpose.days)


def risen_to(due: date, today: date, parameters: Mapping[str, Any]) -> str:
    """Who has to look after a late answer: nobody above yet (empty), the district, the city."""
    late = (today - due).days
    if late >= parameters["city_days"]:
        return "city"
    return "district" if late >= parameters["district_days"] else ""


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return risen_to(given["due_on"], given["today"], parameters)


FORMULAS = {"letters.rising": _example}
