"""The three 100 %: per strand what was signed for, what was handed over, what is really there, what is usable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from django.db.models import QuerySet, Sum

from yinqiao.areas.agreements.queries import list_agreed
from yinqiao.areas.agreements.types import Agreed
from yinqiao.areas.insight.models import StrandCell
from yinqiao.areas.insight.queries.handover import homes_of, list_by_enterprise, list_by_place, sum_people
from yinqiao.areas.insight.types import Dimension, Slice, Strand, StrandFigures, StrandRow
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.platform.access.types import Scope

# A store room belongs to an office, so archives are counted down to streets; people down to communities.
STRAND_DIMENSIONS: Mapping[Strand, tuple[Dimension, ...]] = {
    Strand.PEOPLE: tuple(Dimension),
    Strand.PARTY: tuple(Dimension),
    Strand.BRANCHES: tuple(Dimension),
    Strand.ARCHIVES: (Dimension.DISTRICT, Dimension.STREET, Dimension.ENTERPRISE),
}
# Which number of an agreement a strand is; an agreement says how many members go, and not in how many organisations.
_AGREED = {Strand.PEOPLE: "people", Strand.PARTY: "party_members", Strand.ARCHIVES: "archives"}
_Counted = dict[int, StrandFigures]
_COLUMNS = ("handed_over", "received", "there")


def list_strand(
    *, scope: Scope, strand: Strand, by: Dimension, papers: Iterable[Agreed], part: Slice = Slice()  # noqa: B008
) -> list[StrandRow]:  # fmt: skip
    """One line per place of a level, or per enterprise, with anything agreed or handed over; the most open first.

    `papers` are those of `list_papers`, read once for all strands of a page.
    """
    counted, agreed = _COUNTS[strand](scope, by, part), Counter[int]()
    homes = {} if by == Dimension.ENTERPRISE else homes_of(by)
    for one in _about(strand, papers):
        line = one.enterprise_id if by == Dimension.ENTERPRISE else homes.get(one.place_no, one.place_no)
        agreed[line] += _agreed(one, strand)
    for ref, number in agreed.items():
        counted[ref] = counted.get(ref, StrandFigures()) + StrandFigures(agreed=number)
    names = _names(by, counted)
    rows = [StrandRow(by, ref, names.get(ref, "未定"), figures) for ref, figures in counted.items()]
    return sorted(rows, key=lambda row: (-row.figures.outstanding, row.ref))


def sum_strand(
    *, scope: Scope, strand: Strand, papers: Iterable[Agreed], part: Slice = Slice()  # noqa: B008
) -> StrandFigures:  # fmt: skip
    """All lines of a strand together, counted without naming one; `papers` as for `list_strand`."""
    if strand == Strand.PEOPLE:
        people = sum_people(scope=scope, part=part)
        there = StrandFigures(None, people.handed_over, people.accepted, people.contacted)
    else:
        told = _cells(scope, strand, part).aggregate(**{one: Sum(one, default=0) for one in _COLUMNS})
        there = _figures(strand, *(told[one] for one in _COLUMNS))
    signed = [_agreed(one, strand) for one in _about(strand, papers)]
    # Of nothing that was handed over nobody can say whether it is usable.
    there = there if there.handed_over else StrandFigures()
    return there + StrandFigures(agreed=sum(signed) if signed else None)


def _names(by: Dimension, refs: Mapping[int, object]) -> Mapping[int, str]:
    if by == Dimension.ENTERPRISE:
        return enterprise_names(set(refs))
    tree = places()
    return {ref: tree.label(ref) for ref in refs if ref in tree.by_no}


def _people(scope: Scope, by: Dimension, part: Slice) -> _Counted:
    if by == Dimension.ENTERPRISE:
        rows = list_by_enterprise(scope=scope, part=part)
    else:
        rows = list_by_place(scope=scope, dimension=by, part=part)
    return {
        row.ref: StrandFigures(None, row.figures.handed_over, row.figures.accepted, row.figures.contacted)
        for row in rows
    }


def _kept(strand: Strand, scope: Scope, by: Dimension, part: Slice) -> _Counted:
    """What the cells say by the lines of a breakdown."""
    column, homes = ("enterprise_id", {}) if by == Dimension.ENTERPRISE else ("place_no", homes_of(by))
    sums = _cells(scope, strand, part).values_list(column).annotate(*(Sum(one) for one in _COLUMNS))
    counted: _Counted = {}
    for one, *figures in sums:
        ref = homes.get(one, one)
        counted[ref] = counted.get(ref, StrandFigures()) + _figures(strand, *figures)
    return counted


def _cells(scope: Scope, strand: Strand, part: Slice) -> QuerySet[StrandCell]:
    """The counts that triggers keep; overseers see nothing of party matters, not how many either."""
    if strand in (Strand.PARTY, Strand.BRANCHES) and scope.is_oversight:
        return StrandCell.objects.none()
    found = StrandCell.objects.filter(scope.predicate(), strand=strand, handed_over__gt=0).order_by()
    if part.place_from is not None:
        found = found.filter(place_no__gte=part.place_from, place_no__lt=part.place_to or 0)
    return found if part.enterprise_id is None else found.filter(enterprise_id=part.enterprise_id)


def _figures(strand: Strand, handed_over: int, received: int, there: int) -> StrandFigures:
    """A member who was received has reported in before: a relation that is there is one that is usable.

    An organisation is usable once it has a secretary and has met; what is not digitised of archives nobody knows yet.
    """
    usable = {Strand.PARTY: received, Strand.BRANCHES: there}.get(strand)
    return StrandFigures(None, handed_over, received, usable)


_COUNTS: Mapping[Strand, Callable[[Scope, Dimension, Slice], _Counted]] = {
    Strand.PEOPLE: _people,
    Strand.PARTY: partial(_kept, Strand.PARTY),
    Strand.BRANCHES: partial(_kept, Strand.BRANCHES),
    Strand.ARCHIVES: partial(_kept, Strand.ARCHIVES),
}


def list_papers(*, scope: Scope, part: Slice = Slice()) -> list[Agreed]:  # noqa: B008
    """What is signed in the scope, as far as it is about a part of it."""
    return [one for one in list_agreed(scope=scope) if _is_in(part, one.enterprise_id, one.place_no)]


def last_signature(strand: Strand, papers: Iterable[Agreed]) -> date | None:
    """The day of the last of these papers that says something of a strand; None where none does."""
    return max((one.signed_on for one in _about(strand, papers) if one.signed_on), default=None)


def _agreed(one: Agreed, strand: Strand) -> int:
    return int(getattr(one.numbers, _AGREED[strand])) if strand in _AGREED else 0


def _about(strand: Strand, papers: Iterable[Agreed]) -> list[Agreed]:
    return [one for one in papers if _agreed(one, strand)]


def _is_in(part: Slice, enterprise_id: int, place_no: int) -> bool:
    is_there = part.place_from is None or part.place_from <= place_no < (part.place_to or 0)
    return is_there and part.enterprise_id in (None, enterprise_id)
