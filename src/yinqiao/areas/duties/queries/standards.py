"""The standards as they hold: a district's own text before the city's, the city's before the nation's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from yinqiao.areas.duties.rules import shaped, shapes
from yinqiao.areas.duties.types import Standard
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow
from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import Rule, rulebook

_WHOLE = (0, 2**31 - 1)


def standards_on(day: date) -> list[Standard]:
    """Every standard in force on a day, with the places in which it holds; a standard without a rule is none."""
    districts = places().within(Scope.everything(), DivisionKind.DISTRICT)
    return [one for shape in shapes() for one in _held(shape, day, districts)]


def _held(shape: Mapping[str, str], day: date, districts: Sequence[DivisionRow]) -> Iterable[Standard]:
    city = find_rule(shape["id"], settings.REGION, day)
    own = []
    for row in districts:
        rule = find_rule(shape["id"], row.code[:6], day)
        if rule is not None and (city is None or rule.region != city.region):
            own.append((row.place_no, row.place_end))
            yield of_rule(shape, rule, (row.place_no, row.place_end))
    if city is not None:
        for reach in _between(own):
            yield of_rule(shape, city, reach)


def _between(taken: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The ranges that no district with a text of its own takes."""
    start = _WHOLE[0]
    for low, high in sorted(taken):
        if start < low:
            yield start, low
        start = high
    yield start, _WHOLE[1]


def find_rule(rule_id: str, region: str, day: date) -> Rule | None:
    """The text that holds in a region on a day, if there is one."""
    try:
        return rulebook().get(rule_id, region=region, day=day)
    except Unavailable:
        return None


def of_rule(
    shape: Mapping[str, str], rule: Rule, reach: tuple[int, int] = _WHOLE, values: Mapping[str, Any] | None = None
) -> Standard:
    """A standard as a rule has it, with other values in place of its own where they are told."""
    return shaped(
        shape, values or rule.parameters, rule.version, title=rule.title, source=rule.source, standing=rule.standing,
        place_from=reach[0], place_to=reach[1],
    )  # fmt: skip


def titles() -> dict[str, str]:
    """What each standard is called, by its id."""
    found = {}
    for shape in shapes():
        for rule in rulebook().history(shape["id"]):
            found[shape["id"]] = rule.title
    return found


def late_days(day: date) -> int:
    """For how many days something overdue can still be done before it counts as not done."""
    days: int = rulebook().get("duties.late_days", region=settings.REGION, day=day).parameters["days"]
    return days
