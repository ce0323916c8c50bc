"""The parameters' formulas: who outranks whom, what is unusual, whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.intake.types import Reason, Verdict

MANAGERS = ("city_manager",)
CASEWORKERS = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")


def weigh(
    ranks: Mapping[str, int], claim: tuple[str, date, str], known: tuple[str, date | None, str]
) -> tuple[Verdict, Reason]:
    """What becomes of one claimed value: `claim` and `known` are source, day since when, and value.

    A blank erases nothing. What is not known is taken. Older never overwrites newer of the same or a higher rank; a
    lower rank never overwrites a higher one, and a higher rank does not overwrite what is newer: a person decides.
    """
    (source, since, value), (known_source, known_since, known_value) = claim, known
    if not value or value == known_value:
        return Verdict.SAME, Reason.SAME_VALUE
    if not known_value:
        return Verdict.TAKE, Reason.TAKEN
    rank, known_rank = ranks.get(source, 0), ranks.get(known_source, 0)
    is_older = known_since is not None and since < known_since
    if is_older:
        higher = rank > known_rank
        return (Verdict.DISPUTE, Reason.HIGHER_OLDER) if higher else (Verdict.OLDER, Reason.NOT_NEWER)
    return (Verdict.TAKE, Reason.TAKEN) if rank >= known_rank else (Verdict.DISPUTE, Reason.LOWER_RANK)


def weigh_death(
    parameters: Mapping[str, Any], source: str, died_on: date, alive_on: date | None
) -> tuple[Verdict, Reason]:
    """What becomes of a death of somebody who is not recorded dead."""
    if alive_on is not None and alive_on > died_on:
        return Verdict.DISPUTE, Reason.ALIVE_LATER
    if source not in parameters["strong"]:
        return Verdict.DISPUTE, Reason.WEAK_DEATH
    return Verdict.TAKE, Reason.TAKEN


def is_unusual(parameters: Mapping[str, Any], *, deaths: int, people: int) -> bool:
    """Whether so many deaths from one source in 24 hours are more than the register explains."""
    expected = people * parameters["yearly_per_mille"] * parameters["times"] / 365_000
    return deaths > max(parameters["floor_day"], expected)


def due_on(parameters: Mapping[str, Any], opened_on: date) -> date:
    """The last day for the community to find out."""
    return opened_on + timedelta(days=parameters["days"])


def owner_on(parameters: Mapping[str, Any], opened_on: date, today: date) -> str:
    """Whose turn it is: the community's, then the street's, then the district's."""
    days = (today - opened_on).days
    return "district" if days >= parameters["district"] else "street" if days >= parameters["street"] else "community"


def _weighed(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    claim = (given["source"], given["since"], given["claimed"])
    known = (given["known_source"], given["known_since"], given["known"])
    return weigh(parameters[given["attribute"]], claim, known)[0].value


def _steps(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    opened, today = given["opened_on"], given["today"]
    return {"due_on": due_on(parameters, opened), "owner": owner_on(parameters, opened, today)}


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "intake.precedence": _weighed,
    "intake.death": lambda parameters, given: (
        weigh_death(parameters, given["source"], given["died_on"], given["alive_on"])[0].value
    ),
    "intake.mass_deaths": lambda parameters, given: is_unusual(
        parameters, deaths=given["deaths"], people=given["people"]
    ),
    "intake.steps": _steps,
}
