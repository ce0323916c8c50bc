"""Reads of the first indicator, from the cells that triggers keep: a page costs the same for 3,000 or 300,000 people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet, Sum

from yinqiao.areas.insight.models import HandoverCell
from yinqiao.areas.insight.types import Dimension, HandoverFigures, HandoverRow, Slice
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow
from yinqiao.platform.access.types import Scope

_LEVELS = {
    Dimension.DISTRICT: DivisionKind.DISTRICT,
    Dimension.STREET: DivisionKind.STREET,
    Dimension.COMMUNITY: DivisionKind.COMMUNITY,
}
_ALL = Slice()


def _cells(scope: Scope, part: Slice) -> QuerySet[HandoverCell]:
    found = HandoverCell.objects.filter(scope.predicate(), people__gt=0).order_by()
    if part.enterprise_id is not None:
        found = found.filter(enterprise_id=part.enterprise_id)
    if part.place_from is not None:
        found = found.filter(place_no__gte=part.place_from, place_no__lt=part.place_to)
    return found


def _figures(counts: Iterable[tuple[str, int]]) -> HandoverFigures:
    sums: dict[str, int] = {}
    for measure, people in counts:
        sums[measure] = sums.get(measure, 0) + people
    contacted = sums.get("contacted", 0)
    return HandoverFigures(
        handed_over=sum(sums.values()),
        accepted=sums.get("accepted", 0) + contacted,
        contacted=contacted,
        offered=sums.get("offered", 0),
        returned=sums.get("returned", 0),
    )


def get_totals(*, scope: Scope, part: Slice = _ALL) -> HandoverFigures:
    """The figures of everything within the scope, or of a part of it."""
    return _figures(_cells(scope, part).values_list("measure").annotate(n=Sum("people")))


def keep_with_people(*, scope: Scope, enterprises: Sequence[int]) -> list[int]:
    """Of these enterprises those who handed people over that stand in the scope, in the order given."""
    if not enterprises:
        return []
    wanted = HandoverCell.objects.filter(scope.predicate(), people__gt=0, enterprise_id__in=enterprises).order_by()
    there = set(wanted.values_list("enterprise_id", flat=True).distinct())
    return [one for one in enterprises if one in there]


def list_by_enterprise(*, scope: Scope, part: Slice = _ALL) -> list[HandoverRow]:
    """One line per enterprise with people there, the most outstanding first."""
    grouped: dict[int, list[tuple[str, int]]] = {}
    counted = _cells(scope, part).values_list("enterprise_id", "measure").annotate(n=Sum("people"))
    for enterprise, measure, people in counted:
        grouped.setdefault(enterprise, []).append((measure, people))
    names = enterprise_names(set(grouped))
    rows = [HandoverRow(one, names.get(one, ""), True, _figures(counts)) for one, counts in grouped.items()]
    return sorted(rows, key=lambda row: (-row.figures.outstanding, -row.figures.handed_over, row.ref))


def list_by_place(*, scope: Scope, dimension: Dimension, part: Slice = _ALL) -> list[HandoverRow]:
    """One line per place of a level within the scope, in the order of the list of divisions.

    People at a desk count where the desk is: those of a district's own desk, the city's or the agency's have a line
    of their own, so that the lines always add up to the total.
    """
    tree = places()
    level = _LEVELS[dimension]
    grouped: dict[int, list[tuple[str, int]]] = {}
    counted = _cells(scope, part).values_list("place_no", "measure").annotate(n=Sum("people"))
    for place_no, measure, people in counted:
        grouped.setdefault(_home(tree.path(place_no), level), []).append((measure, people))
    rows = []
    for place_no in sorted(grouped):
        row = tree.by_no.get(place_no)
        opens = row is not None and row.kind == level and level != DivisionKind.COMMUNITY
        name = _name(row, level) if row else "未定"
        rows.append(HandoverRow(place_no, name, opens, _figures(grouped[place_no])))
    return rows


def _home(path: Sequence[DivisionRow], level: DivisionKind) -> int:
    """The place of the wanted level that a place lies in, or the place itself when it lies above that level."""
    for row in path:
        if row.kind == level:
            return row.place_no
    return path[-1].place_no if path else 0


def _name(row: DivisionRow, level: DivisionKind) -> str:
    """A place by its path; one that stands above the level is the desk where people wait to be routed."""
    label = places().label(row.place_no)
    if row.kind == level or row.kind == DivisionKind.DESK:
        return label
    if row.kind == DivisionKind.CITY:
        return f"{label}（市级待分派、已退回企业）"
    return f"{label}（待分派）"
