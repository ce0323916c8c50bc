"""The breakdown of the first indicator as a list and as a workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.insight.rules import rate
from yinqiao.areas.insight.types import Dimension, HandoverRow
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.columns import NumberColumn
from yinqiao.platform.ui.exports import Export

_DEEPER = {Dimension.DISTRICT: Dimension.STREET, Dimension.STREET: Dimension.COMMUNITY}


def people_url(query: QueryDict, *, state: str, ref: int | None = None) -> str:
    """The list of the people behind a figure of the page whose address is `query`."""
    wanted = QueryDict(mutable=True)
    for name in ("place", "enterprise"):
        if query.get(name):
            wanted[name] = str(query[name])
    if ref is not None:
        wanted["enterprise" if query.get("by") == Dimension.ENTERPRISE else "place"] = str(ref)
    if state:
        wanted["state"] = state
    return f"{reverse('handover:people')}?{wanted.urlencode()}"


class FigureColumn(NumberColumn):
    """A count that opens the list of its people; a zero opens nothing."""

    def __init__(self, label: str, figure: str, state: str) -> None:
        super().__init__(label, accessor=f"figures__{figure}", order_by=f"figures__{figure}")
        self.state = state

    def render(self, value: int, record: HandoverRow, table: tables.Table) -> SafeString | str:
        """The figure, as a link."""
        if not value:
            return "0"
        request: HttpRequest = table.request
        url = people_url(request.GET, state=self.state, ref=record.ref)
        return format_html('<a href="{}">{}</a>', url, f"{value:,}")


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

    def render_name(self, value: str, record: HandoverRow) -> SafeString | str:
        """The name opens the next level down: streets of a district, communities of a street, places of an enterprise."""
        if not record.opens:
            return value
        query: QueryDict = self.request.GET.copy()
        by = Dimension(query.get("by") or Dimension.DISTRICT)
        if by == Dimension.ENTERPRISE:
            query["enterprise"], query["by"] = str(record.ref), Dimension.DISTRICT.value
        else:
            query["place"], query["by"] = str(record.ref), _DEEPER[by].value
        for name in ("page", "sort"):
            query.pop(name, None)
        return format_html('<a href="?{}">{}</a>', query.urlencode(), value)

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
