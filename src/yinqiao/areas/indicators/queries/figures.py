"""Figures of indicators within a scope: at a glance, month by month, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from yinqiao.areas.indicators.models import Figure, Reading
from yinqiao.areas.indicators.queries.book import measures
from yinqiao.areas.indicators.rules import UNKNOWN, value_of, walls_of
from yinqiao.areas.indicators.types import Axis, Form, Indicator, Kind, Line, Point, Standing, Value, Walls
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

MONTHS_SHOWN = 13
_Key = tuple[str, int, date]
_OPENING = {DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET}


@dataclass(frozen=True, slots=True)
class About:
    """Whom a page is about: one place with all below it, or enterprises together."""

    axis: Axis
    refs: tuple[int, ...]
    label: str
    place: DivisionRow | None = None


def about_of(*, scope: Scope, place_no: int | None = None, enterprise_id: int | None = None) -> About:
    """The place or enterprise that is asked for, or what the scope itself is; NotFound outside.

    Enterprises together are known to themselves and to whoever reaches the whole city.
    """
    if scope.is_enterprise or enterprise_id is not None:
        refs = scope.enterprises if enterprise_id is None else (enterprise_id,)
        if not set(refs) <= set(scope.enterprises) and not reaches_city(scope):
            raise NotFound
        names = enterprise_names(set(refs))
        if not names:
            raise NotFound
        return About(Axis.ENTERPRISE, tuple(refs), "、".join(names.values()) if enterprise_id else scope.label)
    wanted = scope.place_from if place_no is None else place_no
    row = places().by_no.get(wanted)
    if row is None and place_no is None:
        row = places().city if scope.place_from <= places().city.place_no else None
    if row is None or not scope.covers_place(row.place_no):
        raise NotFound
    return About(Axis.PLACE, (row.place_no,), places().label(row.place_no), row)


def reaches_city(scope: Scope) -> bool:
    """Whether a scope holds the whole city."""
    city = places().city
    return scope.place_from <= city.place_no and scope.place_to >= city.place_end


def indicators_for(*, scope: Scope, found: Iterable[Indicator]) -> list[Indicator]:
    """Those that a scope may learn: an enterprise what the agreement gives it, an overseer nothing of party matters."""
    known = measures()
    hidden = {Walls.PLACE, Walls.PARTY} if scope.is_enterprise else {Walls.PARTY} if scope.is_oversight else set()
    return [one for one in found if walls_of(one, known) not in hidden]


def list_standings(
    *, scope: Scope, about: About, found: Sequence[Indicator], month: date, running: date
) -> list[Standing]:  # fmt: skip
    """Every indicator at a glance in a month, with the months before; `running` is the month that goes on."""
    months = months_until(month, MONTHS_SHOWN)
    sums = _sums(scope, _Look(about.axis, about.refs), _needed(found), months)
    begun, standings = _begun(), []
    for one in found:
        values = [_value(one, sums, None, when, begun) for when in months]
        is_running = one.form is Form.COUNT and kind_of(one) is Kind.FLOW and month == running
        standings.append(Standing(one, values[-1], values[-2], [value.value for value in values], is_running))
    return standings


def list_points(*, scope: Scope, about: About, indicator: Indicator, months: Sequence[date]) -> list[Point]:
    """One indicator month by month, oldest first: as known now, and as told when the month was closed."""
    now = _sums(scope, _Look(about.axis, about.refs), indicator.measures, months)
    told = _sums(scope, _Look(about.axis, about.refs, column="told"), indicator.measures, months)
    begun, points = _begun(), []
    for month in months:
        then = [told.get((one, 0, month)) for one in indicator.measures]
        value = _value(indicator, told, None, month, begun) if any(one is not None for one in then) else None
        points.append(Point(month, _value(indicator, now, None, month, begun), value))
    return points


def list_place_lines(*, scope: Scope, indicator: Indicator, rows: Sequence[DivisionRow], month: date) -> list[Line]:
    """Places side by side in the order of the divisions, never by rank; those outside the scope are left out."""
    inside = [one for one in rows if scope.covers_place(one.place_no)]
    months = _compared(month)
    look = _Look(Axis.PLACE, [one.place_no for one in inside], apart=True)
    sums = _sums(scope, look, indicator.measures, months)
    begun, lines = _begun(), []
    for one in inside:
        now, earlier, last_year = (_value(indicator, sums, one.place_no, when, begun) for when in months)
        lines.append(Line(indicator, one.place_no, one.name, one.kind in _OPENING, now, earlier, last_year))
    return lines


def list_enterprise_lines(*, scope: Scope, indicator: Indicator, month: date) -> list[Line]:
    """Enterprises side by side by their names: the own ones, or all for whoever reaches the whole city."""
    if not scope.is_enterprise and not reaches_city(scope):
        return []
    months = _compared(month)
    refs = scope.enterprises if scope.is_enterprise else None
    sums = _sums(scope, _Look(Axis.ENTERPRISE, refs, apart=True), indicator.measures, months)
    names = enterprise_names({ref for _, ref, _ in sums})
    begun, lines = _begun(), []
    for ref, name in sorted(names.items(), key=lambda one: one[1]):
        now, earlier, last_year = (_value(indicator, sums, ref, when, begun) for when in months)
        lines.append(Line(indicator, ref, name, False, now, earlier, last_year))
    return lines


def months_until(month: date, count: int) -> list[date]:
    """So many months up to one, oldest first."""
    return [before(month, back) for back in reversed(range(count))]


def before(month: date, back: int) -> date:
    """The first day of the month so many months before one."""
    index = month.year * 12 + month.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def find_reading() -> Reading | None:
    """How fresh the figures are; None before the first count."""
    return Reading.objects.filter(pk=1).first()


def _compared(month: date) -> list[date]:
    return [month, before(month, 1), before(month, 12)]


def _needed(found: Iterable[Indicator]) -> set[str]:
    return {measure for one in found for measure in one.measures}


def _begun() -> date:
    reading = find_reading()
    return reading.begun_on if reading and reading.begun_on else date.max


def _value(indicator: Indicator, sums: Mapping[_Key, int], ref: int | None, month: date, begun: date) -> Value:
    if month < begun and kind_of(indicator) is Kind.STOCK:
        return UNKNOWN
    above = sum(sums.get((one, ref or 0, month), 0) for one in indicator.numerator)
    below = sum(sums.get((one, ref or 0, month), 0) for one in indicator.denominator)
    return value_of(indicator, above, below)


@dataclass(frozen=True, slots=True)
class _Look:
    """Whose sums: `apart` keeps places or enterprises from each other, else all are under 0; `refs` None is all there are."""

    axis: Axis
    refs: Collection[int] | None
    apart: bool = False
    column: str = "amount"


def _sums(scope: Scope, look: _Look, wanted: Iterable[str], months: Sequence[date]) -> dict[_Key, int]:
    """The sums of measures by month, in one question."""
    found = Figure.objects.filter(
        _within(scope, look.axis), axis=look.axis, measure__in=list(wanted), month__in=list(months)
    )
    if look.refs is not None:
        found = found.filter(ref__in=list(look.refs))
    if look.column == "told":
        found = found.filter(told__isnull=False)
    if look.apart:
        rows = found.values_list("measure", "ref", "month", look.column)
        return {(measure, ref, month): amount for measure, ref, month, amount in rows}
    summed = found.values_list("measure", "month").annotate(Sum(look.column)).order_by()
    return {(measure, 0, month): amount for measure, month, amount in summed}


def _within(scope: Scope, axis: Axis) -> Q:
    """The scope as a literal predicate: the first wall."""
    if axis is not Axis.ENTERPRISE:
        return Q(ref__gte=scope.place_from, ref__lt=scope.place_to)
    return Q() if reaches_city(scope) else Q(ref__in=list(scope.enterprises))


def kind_of(indicator: Indicator) -> Kind:
    """Whether the indicator stands or happens: what its numerator does."""
    return measures()[indicator.numerator[0]].kind
