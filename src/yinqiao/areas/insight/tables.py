"""The breakdown of the first indicator as a list and as a workbook."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.insight.rules import rate
from yinqiao.areas.insight.types import Dimension, HandoverRow
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
