"""Reads of the first indicator, from the counts that triggers keep: a page costs the same for 3,000 or 300,000 people.

Over a whole city the sums by place or by enterprise answer; the cells answer what is narrower in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet, Sum

from yinqiao.areas.insight.models import EnterpriseSum, HandoverCell, PlaceSum
from yinqiao.areas.insight.types import Dimension, HandoverFigures, HandoverRow, Slice
from yinqiao.areas.organisations.queries import PlaceTree, enterprise_names, places
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow
from yinqiao.platform.access.types import Scope

_LEVELS = {
    Dimension.DISTRICT: DivisionKind.DISTRICT,
    Dimension.STREET: DivisionKind.STREET,
    Dimension.COMMUNITY: DivisionKind.COMMUNITY,
}
_ALL = Slice()
_FIGURES = {
    measure: Sum("people", filter=Q(measure=measure), default=0)
    for measure in ("offered", "accepted", "contacted", "returned")
}


def _within(part: Slice) -> Q:
    if part.place_from is None:
        return Q()
    return Q(place_no__gte=part.place_from, place_no__lt=part.place_to)


def _cells(scope: Scope, part: Slice) -> QuerySet[HandoverCell]:
    found = HandoverCell.objects.filter(scope.predicate(), _within(part), people__gt=0)
    return found if part.enterprise_id is None else found.filter(enterprise_id=part.enterprise_id)


def _at_places(scope: Scope, part: Slice) -> QuerySet[HandoverCell] | QuerySet[PlaceSum]:
    """Counts that tell places apart."""
    if scope.is_enterprise or part.enterprise_id is not None:
        return _cells(scope, part)
    return PlaceSum.objects.filter(scope.predicate(), _within(part))


def _of_enterprises(scope: Scope, part: Slice) -> QuerySet[HandoverCell] | QuerySet[EnterpriseSum]:
    """Counts that tell enterprises apart."""
    everywhere = (
        scope.place_to <= scope.place_from if scope.is_enterprise else _is_whole_city(scope.place_from, scope.place_to)
    )
    if not everywhere or not (part.place_from is None or _is_whole_city(part.place_from, part.place_to or 0)):
        return _cells(scope, part)
    found = EnterpriseSum.objects.all()
    if scope.is_enterprise:
        found = found.filter(enterprise_id__in=scope.enterprises)
    return found if part.enterprise_id is None else found.filter(enterprise_id=part.enterprise_id)


def _is_whole_city(place_from: int, place_to: int) -> bool:
    tree = places()
    return bool(tree.rows) and place_from <= tree.city.place_no and tree.city.place_end <= place_to


def _counted(found: QuerySet, key: str) -> list[tuple[int, HandoverFigures]]:
    counted = found.order_by().values_list(key).annotate(**_FIGURES)
    return [(one, _figures(*figures)) for one, *figures in counted if any(figures)]


def _figures(offered: int, accepted: int, contacted: int, returned: int) -> HandoverFigures:
    received = accepted + contacted
    return HandoverFigures(offered + received + returned, received, contacted, offered, returned)


def keep_with_people(*, scope: Scope, enterprises: Sequence[int]) -> list[int]:
    """Of these enterprises those who handed people over that stand in the scope, in the order given."""
    if not enterprises:
        return []
    counted = _of_enterprises(scope, _ALL).filter(enterprise_id__in=enterprises).order_by().values_list("enterprise_id")
    there = {enterprise for enterprise, people in counted.annotate(people_there=Sum("people")) if people > 0}
    return [one for one in enterprises if one in there]


def list_by_enterprise(*, scope: Scope, part: Slice = _ALL) -> list[HandoverRow]:
    """One line per enterprise with people there, the most outstanding first."""
    counted = _counted(_of_enterprises(scope, part), "enterprise_id")
    names = enterprise_names({enterprise for enterprise, _ in counted})
    rows = [
        HandoverRow(Dimension.ENTERPRISE, enterprise, names.get(enterprise, ""), True, figures)
        for enterprise, figures in counted
    ]
    return sorted(rows, key=lambda row: (-row.figures.outstanding, -row.figures.handed_over, row.ref))


def list_by_place(*, scope: Scope, dimension: Dimension, part: Slice = _ALL) -> list[HandoverRow]:
    """One line per place of a level within the scope, in the order of the list of divisions.

    People at a desk count where the desk is: those of a district's own desk, the city's or the agency's have a line
    of their own, so that the lines always add up to the total.
    """
    lines = _lines(dimension)
    grouped: dict[int, HandoverFigures] = {}
    for place_no, figures in _counted(_at_places(scope, part), "place_no"):
        home = lines.homes.get(place_no, 0)
        grouped[home] = grouped[home] + figures if home in grouped else figures
    return [
        HandoverRow(dimension, home, *lines.words(home), grouped[home], lines.is_desk(home)) for home in sorted(grouped)
    ]


def sum_people(*, scope: Scope, part: Slice = _ALL) -> HandoverFigures:
    """All lines together, without naming one."""
    return _figures(*_of_enterprises(scope, part).aggregate(**_FIGURES).values())


def homes_of(dimension: Dimension) -> Mapping[int, int]:
    """Place number → the place of a level that it lies in, or itself when it lies above that level."""
    return _lines(dimension).homes


@dataclass(frozen=True)
class _Lines:
    """The lines of one level: of each place of the tree the line that its people count in, and how the line is called."""

    tree: PlaceTree
    level: DivisionKind

    @cached_property
    def homes(self) -> dict[int, int]:
        """Place number → the place of the level that it lies in, or itself when it lies above that level."""
        found: dict[int, int] = {}
        for row in self.tree.rows:  # in preorder: what a place lies in comes before it
            above = self.tree.by_id.get(row.parent_id) if row.parent_id is not None else None
            home = self.tree.by_no.get(found.get(above.place_no, 0)) if above else None
            found[row.place_no] = home.place_no if home and home.kind == self.level else row.place_no
        return found

    def is_desk(self, place_no: int) -> bool:
        """Whether a line counts a place above the level by itself; the agency's desk has nothing below it."""
        row = self.tree.by_no.get(place_no)
        return row is not None and row.kind not in (self.level, DivisionKind.DESK)

    @cached_property
    def _kept(self) -> dict[int, tuple[str, bool]]:
        return {}

    def words(self, place_no: int) -> tuple[str, bool]:
        """The name of a line, and whether a level below it can be opened."""
        if place_no not in self._kept:
            row = self.tree.by_no.get(place_no)
            opens = row is not None and row.kind == self.level and self.level != DivisionKind.COMMUNITY
            self._kept[place_no] = (_name(self.tree, row, self.level) if row else "未定", opens)
        return self._kept[place_no]


_lines_kept: dict[Dimension, _Lines] = {}


def _lines(dimension: Dimension) -> _Lines:
    """Made anew whenever the tree is read anew."""
    tree, kept = places(), _lines_kept.get(dimension)
    if kept is None or kept.tree is not tree:
        kept = _lines_kept[dimension] = _Lines(tree, _LEVELS[dimension])
    return kept


def _name(tree: PlaceTree, row: DivisionRow, level: DivisionKind) -> str:
    """A place by its path; one that stands above the level is the desk where people wait to be routed."""
    label = tree.label(row.place_no)
    if row.kind == level or row.kind == DivisionKind.DESK:
        return label
    if row.kind == DivisionKind.CITY:
        return f"{label}（市级待分派、已退回企业）"
    return f"{label}（待分派）"
