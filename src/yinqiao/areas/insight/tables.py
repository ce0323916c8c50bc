"""The breakdown of the first indicator as a list and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.insight.types import Dimension, HandoverRow, Strand, StrandRow
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.rates import rate
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.columns import NumberColumn
from yinqiao.platform.ui.exports import Export

_DEEPER = {
    Dimension.DISTRICT: Dimension.STREET,
    Dimension.STREET: Dimension.COMMUNITY,
    Dimension.ENTERPRISE: Dimension.DISTRICT,
}


def _axis(by: Dimension) -> str:
    """How the filter is called that narrows to one line."""
    return "enterprise" if by == Dimension.ENTERPRISE else "place"


class PeopleLinks:
    """Addresses of the lists of the people behind the figures of the page whose address is `query`."""

    def __init__(self, query: QueryDict) -> None:
        self._path = reverse("handover:people")
        self._given = {name: str(query[name]) for name in ("place", "enterprise") if query.get(name)}

    def url(self, state: str, row: HandoverRow | None = None) -> str:
        """The people in a state (all when empty) of one line, or of the whole page."""
        wanted = dict(self._given)
        if row is not None:
            wanted[_axis(row.by)] = str(row.ref)
            if row.is_desk:
                wanted["own"] = "on"
        if state:
            wanted["state"] = state
        return f"{self._path}?{urlencode(wanted)}"


class FigureColumn(NumberColumn):
    """A count that opens the list of its people; a zero opens nothing."""

    def __init__(self, label: str, figure: str, state: str) -> None:
        super().__init__(label, accessor=f"figures__{figure}", order_by=f"figures__{figure}")
        self.state = state

    def render(self, value: int, record: HandoverRow, table: HandoverTable) -> SafeString | str:
        """The figure, as a link."""
        if not value:
            return "0"
        return format_html('<a href="{}">{}</a>', table.people.url(self.state, record), f"{value:,}")


class HandoverTable(tables.Table):
    """One line per place or enterprise."""

    name = tables.Column("名称", order_by="ref")
    handed_over = FigureColumn("已移交", "handed_over", "")
    accepted = FigureColumn("已接收", "accepted", "accepted")
    reception = NumberColumn(verbose_name="接管率", empty_values=(), orderable=False)
    contacted = FigureColumn("已首次联系", "contacted", "contacted")
    contact = NumberColumn(verbose_name="首次联系率", empty_values=(), orderable=False)
    offered = FigureColumn("待接收", "offered", "offered")
    returned = FigureColumn("已退回企业", "returned", "returned")

    class Meta:
        orderable = True

    @cached_property
    def people(self) -> PeopleLinks:
        """Made once for all figures of the page."""
        return PeopleLinks(self.request.GET)

    @cached_property
    def _deeper(self) -> str:
        """The address that a name opens, up to the line's own number."""
        query: QueryDict = self.request.GET.copy()
        by: Dimension = next(iter(self.data)).by
        axis, query["by"] = _axis(by), _DEEPER[by].value
        for name in ("page", "sort", axis):
            query.pop(name, None)
        return f"{query.urlencode()}&{axis}="

    def render_name(self, value: str, record: HandoverRow) -> SafeString | str:
        """The name opens the next level down: streets of a district, communities of a street, places of an enterprise."""
        if not record.opens:
            return value
        return format_html('<a href="?{}{}">{}</a>', self._deeper, record.ref, value)

    def render_reception(self, record: HandoverRow) -> str:
        """Accepted of handed over."""
        return percent(rate(record.figures.accepted, record.figures.handed_over))

    def render_contact(self, record: HandoverRow) -> str:
        """Contacted of accepted."""
        return percent(rate(record.figures.contacted, record.figures.accepted))


def percent(value: Decimal | None) -> str:
    """`99.63%`, or a dash when there is nothing to count."""
    return "—" if value is None else f"{value}%"


class StrandLinks:
    """Addresses of the lists behind the figures of a strand's page whose address is `query`."""

    def __init__(self, query: QueryDict, strand: Strand) -> None:
        self._path, self._states = _LISTS[strand]
        self._knows_places = strand is not Strand.PARTY
        self._given = {name: str(query[name]) for name in ("place", "enterprise") if query.get(name)}

    def url(self, figure: str, row: StrandRow | None = None) -> str:
        """What a figure counts, of one line or of the whole page; empty where no list shows just that."""
        # The list of members knows no places.
        has_place = "place" in self._given or (row is not None and row.by != Dimension.ENTERPRISE)
        if figure not in self._states or (has_place and not self._knows_places):
            return ""
        wanted = dict(self._given)
        if row is not None:
            wanted[_axis(row.by)] = str(row.ref)
        if state := self._states[figure]:
            wanted["state"] = state
        return f"{reverse(self._path)}?{urlencode(wanted)}"


# Strand → the list of its things, and the filter under which each figure stands there.
_LISTS: Mapping[Strand, tuple[str, Mapping[str, str]]] = {
    Strand.PEOPLE: ("handover:people", {"handed_over": "", "received": "accepted", "usable": "contacted"}),
    Strand.PARTY: ("party:members", {"handed_over": "", "received": "received", "usable": "received"}),
    Strand.BRANCHES: ("branches:organisations", {"handed_over": "sent", "received": "signed", "usable": "settled"}),
    Strand.ARCHIVES: ("archives:archives", {"handed_over": "due", "received": "received"}),
}


class StrandColumn(NumberColumn):
    """A count that opens the list behind it where there is one."""

    def __init__(self, label: str, figure: str) -> None:
        super().__init__(label, accessor=f"figures__{figure}", order_by=f"figures__{figure}", default="—")
        self.figure = figure

    def render(self, value: int, record: StrandRow, table: StrandTable) -> SafeString | str:
        """The figure, as a link."""
        url = table.links.url(self.figure, record) if value and table.opens(record) else ""
        return format_html('<a href="{}">{}</a>', url, f"{value:,}") if url else f"{value:,}"


class StrandTable(tables.Table):
    """One line per place or enterprise of one strand."""

    name = tables.Column("名称", order_by="ref")
    agreed = StrandColumn("协议签订", "agreed")
    handed_over = StrandColumn("已移交", "handed_over")
    received = StrandColumn("已接收（实到）", "received")
    reception = NumberColumn(verbose_name="接管率", empty_values=(), orderable=False)
    outstanding = StrandColumn("未接收", "outstanding")
    usable = StrandColumn("可用", "usable")
    unverified = StrandColumn("待核实", "unverified")

    @cached_property
    def links(self) -> StrandLinks:
        """Made once for all figures of the page."""
        return StrandLinks(self.request.GET, strand_in(self.request.GET))

    def opens(self, record: StrandRow) -> bool:
        """A line above the level counts that place alone, which no list can tell from what lies below it."""
        if record.by == Dimension.ENTERPRISE:
            return True
        row = places().by_no.get(record.ref)
        return row is not None and row.kind.value == record.by.value

    def render_reception(self, record: StrandRow) -> str:
        """Received of handed over."""
        return percent(rate(record.figures.received, record.figures.handed_over))


def strand_in(query: QueryDict) -> Strand:
    """The strand that an address names, people when none."""
    known = {one.value: one for one in Strand}
    return known.get(str(query.get("strand", "")), Strand.PEOPLE)


def _strand_values(row: StrandRow) -> list[Any]:
    one = row.figures
    return [
        row.name, one.agreed, one.handed_over, one.received, percent(rate(one.received, one.handed_over)),
        one.outstanding, one.usable, one.unverified,
    ]  # fmt: skip


STRAND_EXPORT = Export(
    "三个100%",
    (
        ColumnSpec("名称", width=36),
        ColumnSpec("协议签订", ColumnKind.INTEGER),
        ColumnSpec("已移交", ColumnKind.INTEGER),
        ColumnSpec("已接收（实到）", ColumnKind.INTEGER),
        ColumnSpec("接管率"),
        ColumnSpec("未接收", ColumnKind.INTEGER),
        ColumnSpec("可用", ColumnKind.INTEGER),
        ColumnSpec("待核实", ColumnKind.INTEGER),
    ),
    row=_strand_values,
    action="insight.strands_exported",
    is_personal=False,
)


def _values(row: HandoverRow) -> list[Any]:
    figures = row.figures
    return [
        row.name, figures.handed_over, figures.accepted, percent(rate(figures.accepted, figures.handed_over)),
        figures.contacted, percent(rate(figures.contacted, figures.accepted)), figures.offered, figures.returned,
    ]  # fmt: skip


EXPORT = Export(
    "移交接管情况",
    (
        ColumnSpec("名称", width=36),
        ColumnSpec("已移交", ColumnKind.INTEGER),
        ColumnSpec("已接收", ColumnKind.INTEGER),
        ColumnSpec("接管率"),
        ColumnSpec("已首次联系", ColumnKind.INTEGER),
        ColumnSpec("首次联系率"),
        ColumnSpec("待接收", ColumnKind.INTEGER),
        ColumnSpec("已退回企业", ColumnKind.INTEGER),
    ),
    row=_values,
    action="insight.handover_exported",
    is_personal=False,
)
