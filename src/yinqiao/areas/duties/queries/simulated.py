"""What a standard asks for within a year, before and after a change: times, hours, yuan by street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.duties.queries.standards import of_rule
from yinqiao.areas.duties.queries.wanted import wanted_within
from yinqiao.areas.duties.rules import differences_in_words, shapes
from yinqiao.areas.duties.types import Load, Standard
from yinqiao.areas.local_rules.queries import before_of, get_shipped, get_version, read_values
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.periods import add_months
from yinqiao.platform.access.types import Scope
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.rulebook import laid_over, leaves_of, with_leaves

_COUNT = sql.SQL("SELECT w.place_no, count(*) FROM ({wanted}) AS w GROUP BY w.place_no")
_MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Simulated:
    """One street under two texts of a standard."""

    name: str
    before: Load
    after: Load


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of a standard: what differs in sentences, the year that was counted, the whole and each street."""

    title: str
    sentences: Sequence[str]
    first: date
    last: date
    whole: Simulated
    streets: Sequence[Simulated]


def compare_version(*, scope: Scope, version_id: UUID) -> Comparison | None:
    """What a city's version of a standard would change in its first year, for the people of the scope as they are today.

    None for a rule that is no service standard; NotFound for whom rules are not shown.
    """
    row = get_version(scope=scope, version_id=version_id)
    shape = next((one for one in shapes() if one["id"] == row.rule_id), None)
    if shape is None:
        return None
    rule = get_shipped(row.rule_id, row.valid_from)
    values = before_of(rule, row), read_values(rule, row)
    before, after = (of_rule(shape, rule, values=laid_over(rule.parameters, one)) for one in values)
    leaves = [with_leaves(rule, one) for one in values] if leaves_of(rule) else [[], []]
    first, last = row.valid_from, add_months(row.valid_from, 12) - timedelta(days=1)
    whole, streets = _by_street(scope, before, after, (first, last))
    words = [(old.label, old.value, new.value) for old, new in zip(*leaves, strict=True)]
    return Comparison(rule.title, differences_in_words(words), first, last, whole, streets)


def _by_street(
    scope: Scope, before: Standard, after: Standard, within: tuple[date, date]
) -> tuple[Simulated, list[Simulated]]:
    counted = [_counted(scope, one, within) for one in (before, after)]
    tree = places()
    streets: dict[int, list[int]] = {}
    for which, found in enumerate(counted):
        for place_no, times in found.items():
            street = tree.ancestor(place_no, DivisionKind.STREET)
            key = street.place_no if street else place_no
            streets.setdefault(key, [0, 0])[which] += times
    rows = [
        Simulated(near_label(key, scope), _load(key, before, old), _load(key, after, new))
        for key, (old, new) in sorted(streets.items())
    ]  # fmt: skip
    total = [sum(found.values()) for found in counted]
    whole = Simulated(scope.label, _load(scope.place_from, before, total[0]), _load(scope.place_from, after, total[1]))
    return whole, rows


def _counted(scope: Scope, standard: Standard, within: tuple[date, date]) -> dict[int, int]:
    if not standard.is_on or not scope.sees_content or scope.is_enterprise:
        return {}
    with set_based(_MANY), connection.cursor() as cursor:
        cursor.execute(_COUNT.format(wanted=wanted_within([standard], *within)))
        return {place: times for place, times in cursor.fetchall() if scope.covers_place(place)}


def _load(place_no: int, standard: Standard, times: int) -> Load:
    return Load(place_no, times, times * standard.numbers["minutes"], times * standard.numbers["yuan"])
