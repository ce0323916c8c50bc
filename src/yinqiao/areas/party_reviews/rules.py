"""Rules of democratic reviews: who is rated, when a meeting can vote, how many may be excellent, which counts are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from yinqiao.areas.party_reviews.types import Count, Grade, State, Turnout

# Who works for a branch, or for the party organisation above it.
ORGANISERS = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
# Who may answer for an organisation above.
DECIDERS = ("street_officer", "district_manager", "city_manager")

FLOW: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.OPEN, State.COUNTED}),
    # What was noted of members is corrected before the count is confirmed; then it is counted again.
    State.COUNTED: frozenset({State.OPEN, State.COUNTED, State.CONFIRMED}),
    State.CONFIRMED: frozenset({State.SENT}),
    # What is sent back is concluded anew; the votes stay as two people counted them.
    State.SENT: frozenset({State.APPROVED, State.CONFIRMED}),
    State.APPROVED: frozenset(),
}


def turnout(entitled: int, present: int, parameters: Mapping[str, Any]) -> Turnout:
    """Whether a meeting can vote to which so many of the full members came: more than the rule's share of them."""
    share = Fraction(parameters["present_over"][0], parameters["present_over"][1])
    return Turnout(entitled, present, int(entitled * share) + 1)


def most_excellent(rated: int, parameters: Mapping[str, Any]) -> int:
    """How many of so many who are rated may be excellent, rounded down."""
    return int(rated * Fraction(parameters["excellent_most"][0], parameters["excellent_most"][1]))


def shown(people: Mapping[Grade, int], least: int) -> list[Count]:
    """The counts of all grades, withheld where fewer than `least` people have one.

    The smallest of the others are withheld with it, until what is withheld cannot be told from the sum: two grades at least,
    and `least` people in them.
    """
    rest = sorted((grade for grade in Grade if people.get(grade, 0)), key=lambda grade: people[grade])
    hidden: list[Grade] = []
    while rest and (
        people[rest[0]] < least or (hidden and (len(hidden) < 2 or sum(people[one] for one in hidden) < least))
    ):
        hidden.append(rest.pop(0))
    return [Count(grade, None if grade in hidden else people.get(grade, 0)) for grade in Grade]


def _limits_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    found = turnout(given["entitled"], given["present"], parameters)
    return {
        "needed": found.needed,
        "is_enough": found.is_enough,
        "excellent": most_excellent(given["rated"], parameters),
    }


def _shown_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> Sequence[str]:
    people = dict(zip(Grade, given["people"], strict=True))
    return ["withheld" if one.people is None else str(one.people) for one in shown(people, parameters["least_people"])]


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"party_reviews.limits": _limits_example, "party_reviews.counts": _shown_example}
