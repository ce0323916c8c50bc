"""Which dates are possible for what is recorded about a person."""

from __future__ import annotations

from datetime import date

from yinqiao.kernel.decision import Decision

RULE = "retirees.dates@2026-01-01"


def check_death(*, died_on: date, born_on: date, today: date) -> Decision[bool]:
    """A death lies neither in the future nor before birth (Civil Code, article 13: capacity ends with death).

    Example: born 1945-06-15, recorded on 2026-03-05: 2026-03-06 is `in_future`, 1945-06-14 is `before_birth`.
    """
    facts = {"died_on": died_on.isoformat(), "today": today.isoformat()}
    if died_on > today:
        return Decision(False, "retirees.death_in_future", RULE, facts)
    if died_on < born_on:
        return Decision(False, "retirees.death_before_birth", RULE, facts)
    return Decision(True, "possible", RULE, facts)


def check_past_day(*, day: date, born_on: date, today: date) -> Decision[bool]:
    """A visit, a move or the day since when a fact holds lies between birth and today."""
    facts = {"day": day.isoformat(), "today": today.isoformat()}
    if day > today:
        return Decision(False, "retirees.day_in_future", RULE, facts)
    if day < born_on:
        return Decision(False, "retirees.day_before_birth", RULE, facts)
    return Decision(True, "possible", RULE, facts)
