"""The 权责清单 of a day: a rule for each kind, which a city may set otherwise."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from yinqiao.areas.cases.rules import KINDS, REVIEWS
from yinqiao.areas.cases.types import Group, Kind
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.rulebook import rulebook

_TITLE = "权责清单："


def kind_on(code: str, day: date) -> Kind:
    """A line of the list as it holds on a day; NotFound for a kind that the list does not know."""
    if code not in KINDS:
        raise NotFound
    rule = rulebook().get(f"cases.kind_{code}", region=settings.REGION, day=day)
    told = rule.parameters
    return Kind(
        code, rule.title.removeprefix(_TITLE), Group(told["group"]), told["lead"], told["assists"], told["decides"],
        told["days"], told["is_working"], told["extension_days"], rule.version, rule.source, rule.standing, rule.valid_from,
    )  # fmt: skip


def kinds_on(day: date) -> list[Kind]:
    """The list of a day, in its order. No personal data."""
    return [kind_on(code, day) for code in KINDS]


def kinds_to_open(day: date) -> list[Kind]:
    """What one may open: all but the reviews, which are asked for on the page of what they review."""
    return [kind_on(code, day) for code in KINDS if code not in REVIEWS.values()]


def step_days(day: date) -> int:
    """Within how many working days an office that was asked answers."""
    return int(rulebook().get("cases.steps", region=settings.REGION, day=day).parameters["days"])


def rising(day: date) -> dict[str, int]:
    """After how many working days a late case rises to whom."""
    return dict(rulebook().get("cases.rising", region=settings.REGION, day=day).parameters)


def petition_limits(day: date) -> dict[str, int]:
    """The days within a petition: until it is taken, for asking for a review and for the review, and once more."""
    return dict(rulebook().get("cases.petition_limits", region=settings.REGION, day=day).parameters)
