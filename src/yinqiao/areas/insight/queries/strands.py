"""The three 100 %: per strand what was signed for, what was handed over, what is really there, what is usable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from yinqiao.areas.agreements.queries import list_agreed
from yinqiao.areas.agreements.types import Agreed
from yinqiao.areas.archives.queries import count_archives
from yinqiao.areas.insight.queries.handover import home_of, list_by_enterprise, list_by_place
from yinqiao.areas.insight.types import Dimension, Slice, Strand, StrandFigures, StrandRow
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.party.queries import count_members
from yinqiao.platform.access.types import Scope

# A store room belongs to an office, so archives are counted down to streets; people down to communities.
STRAND_DIMENSIONS: Mapping[Strand, tuple[Dimension, ...]] = {
    Strand.PEOPLE: tuple(Dimension),
    Strand.PARTY: tuple(Dimension),
    Strand.ARCHIVES: (Dimension.DISTRICT, Dimension.STREET, Dimension.ENTERPRISE),
}
# Which number of an agreement a strand is.
_AGREED = {Strand.PEOPLE: "people", Strand.PARTY: "party_members", Strand.ARCHIVES: "archives"}
_Counted = dict[int, StrandFigures]


def list_strand(
    *, scope: Scope, strand: Strand, by: Dimension, papers: Iterable[Agreed], part: Slice = Slice()  # noqa: B008
) -> list[StrandRow]:  # fmt: skip
    """One line per place of a level, or per enterprise, with anything agreed or handed over; the most open first.

    `papers` are those of `list_papers`, read once for all strands of a page.
    """
    counted = _COUNTS[strand](scope, by, part)
    for one in _about(strand, papers):
        ref = _line(by, one.enterprise_id, one.place_no)
        counted[ref] = counted.get(ref, StrandFigures()) + StrandFigures(agreed=getattr(one.numbers, _AGREED[strand]))
    names = _names(by, counted)
    rows = [StrandRow(by, ref, names.get(ref, "未定"), figures) for ref, figures in counted.items()]
    return sorted(rows, key=lambda row: (-row.figures.outstanding, row.ref))


def _names(by: Dimension, refs: Mapping[int, object]) -> Mapping[int, str]:
    if by == Dimension.ENTERPRISE:
        return enterprise_names(set(refs))
    return {ref: places().label(ref) for ref in refs if ref in places().by_no}


def _people(scope: Scope, by: Dimension, part: Slice) -> _Counted:
    if by == Dimension.ENTERPRISE:
        rows = list_by_enterprise(scope=scope, part=part)
    else:
        rows = list_by_place(scope=scope, dimension=by, part=part)
    return {
        row.ref: StrandFigures(None, row.figures.handed_over, row.figures.accepted, row.figures.contacted)
        for row in rows
    }


def _archives(scope: Scope, by: Dimension, part: Slice) -> _Counted:
    return _of_pairs(count_archives(scope=scope), by, part, is_usable=False)


def _party(scope: Scope, by: Dimension, part: Slice) -> _Counted:
    """Who was received has reported in before: a relation that is there is one that is usable."""
    return _of_pairs(count_members(scope=scope), by, part, is_usable=True)


def _of_pairs(pairs: Iterable[tuple[int, int, int, int]], by: Dimension, part: Slice, *, is_usable: bool) -> _Counted:
    """Counts of enterprise, place, handed over, received by the lines of a breakdown; `is_usable`: so is what is there."""
    counted: _Counted = {}
    for enterprise_id, place_no, handed_over, received in pairs:
        if _is_in(part, enterprise_id, place_no):
            ref = _line(by, enterprise_id, place_no)
            figures = StrandFigures(None, handed_over, received, received if is_usable else None)
            counted[ref] = counted.get(ref, StrandFigures()) + figures
    return counted


def _line(by: Dimension, enterprise_id: int, place_no: int) -> int:
    return enterprise_id if by == Dimension.ENTERPRISE else home_of(by, place_no)


_COUNTS: Mapping[Strand, Callable[[Scope, Dimension, Slice], _Counted]] = {
    Strand.PEOPLE: _people,
    Strand.PARTY: _party,
    Strand.ARCHIVES: _archives,
}


def list_papers(*, scope: Scope, part: Slice = Slice()) -> list[Agreed]:  # noqa: B008
    """What is signed in the scope, as far as it is about a part of it."""
    return [one for one in list_agreed(scope=scope) if _is_in(part, one.enterprise_id, one.place_no)]


def last_signature(strand: Strand, papers: Iterable[Agreed]) -> date | None:
    """The day of the last of these papers that says something of a strand; None where none does."""
    return max((one.signed_on for one in _about(strand, papers) if one.signed_on), default=None)


def _about(strand: Strand, papers: Iterable[Agreed]) -> list[Agreed]:
    return [one for one in papers if getattr(one.numbers, _AGREED[strand])]


def _is_in(part: Slice, enterprise_id: int, place_no: int) -> bool:
    is_there = part.place_from is None or part.place_from <= place_no < (part.place_to or 0)
    return is_there and part.enterprise_id in (None, enterprise_id)
