"""Indicators at a glance, and one of them by place or enterprise: a figure with its sums, its target and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.indicators.types import Direction, Form, Indicator, Line, Standing, Value
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.columns import NumberColumn, WordsColumn
from yinqiao.platform.ui.exports import Export

FEW = "人数过少，不显示"


def words_of(indicator: Indicator, value: Decimal | None) -> str:
    """“99.28%”, “1,204 人”; a dash where there is nothing to divide by."""
    if value is None:
        return "—"
    return f"{value}%" if indicator.form is Form.PERCENT else f"{value:,} {indicator.unit}"


def sums_of(indicator: Indicator, value: Value) -> str:
    """The two sums behind a share or an average: “9,344／9,412”; nothing for a count, nor where both are empty."""
    if indicator.form is Form.COUNT or not (value.numerator or value.denominator):
        return ""
    below = indicator.scale if indicator.form is Form.PERCENT else 1
    return f"{_part(value.numerator, indicator.scale)}／{_part(value.denominator, below)}"


def _part(amount: int, scale: int) -> str:
    return f"{amount:,}" if scale == 1 else f"{Decimal(amount) / scale:,.2f}"


def change_of(indicator: Indicator, change: Decimal | None) -> str:
    """Against the month before: “+0.35”, “−12”; shares in percentage points."""
    if change is None:
        return "—"
    if change == 0:
        return "持平"
    unit = " 个百分点" if indicator.form is Form.PERCENT else ""
    return f"{'+' if change > 0 else '−'}{abs(change):,}{unit}"


def target_of(indicator: Indicator) -> str:
    """“不低于 95%”, “不高于 0 人”; a dash where nobody set one."""
    return f"{bound_of(indicator)} {words_of(indicator, indicator.target)}" if bound_of(indicator) else "—"


def bound_of(indicator: Indicator) -> str:
    """On which side of its target the value should be; empty without one."""
    if indicator.target is None:
        return ""
    return "不低于" if indicator.direction is Direction.UP else "不高于"


def spark(points: Sequence[Decimal | None]) -> SafeString:
    """The course of the months as a small line; the page of the indicator has the figures."""
    known = [(at, float(one)) for at, one in enumerate(points) if one is not None]
    if len(known) < 2:
        return format_html('<span class="muted">{}</span>', "—")
    low, high = min(one for _, one in known), max(one for _, one in known)
    width = 96 / max(len(points) - 1, 1)
    height = high - low
    at = [f"{2 + x * width:.1f},{13 if not height else 22 - (y - low) / height * 18:.1f}" for x, y in known]
    return format_html(
        '<svg class="spark" viewBox="0 0 100 24" width="100" height="24" aria-hidden="true" focusable="false">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        " ".join(at), *at[-1].split(","),
    )  # fmt: skip


class StandingTable(tables.Table):
    """One line per indicator."""

    theme = tables.Column("类别", accessor="indicator__theme", orderable=False)
    title = WordsColumn(verbose_name="指标", accessor="indicator__title", orderable=False)
    now = NumberColumn(verbose_name="本月", empty_values=(), orderable=False)
    sums = NumberColumn(verbose_name="分子／分母", empty_values=(), orderable=False)
    target = NumberColumn(verbose_name="目标", empty_values=(), orderable=False)
    change = NumberColumn(verbose_name="比上月", empty_values=(), orderable=False)
    trend = tables.Column("近13个月", empty_values=(), orderable=False, exclude_from_export=True)

    @cached_property
    def _kept(self) -> str:
        kept = QueryDict(mutable=True)
        for name in ("place", "month"):
            if value := self.request.GET.get(name):
                kept[name] = value
        return f"?{kept.urlencode()}" if kept else ""

    def render_title(self, record: Standing) -> SafeString:
        """Opens the indicator."""
        url = reverse("indicators:indicator", args=[record.indicator.code])
        return format_html('<a href="{}{}">{}</a>', url, self._kept, record.indicator.title)

    def render_now(self, record: Standing) -> SafeString | str:
        """The value, marked when it misses its target."""
        told = words_of(record.indicator, record.now.value)
        if not record.now.is_alarm:
            return told
        return format_html('{} <span class="badge badge-danger">{}</span>', told, "未达标")

    def render_sums(self, record: Standing) -> str:
        """What it was counted of."""
        return sums_of(record.indicator, record.now)

    def render_target(self, record: Standing) -> str:
        """Where it should be."""
        return target_of(record.indicator)

    def render_change(self, record: Standing) -> str:
        """Against the month before."""
        return change_of(record.indicator, record.change)

    def render_trend(self, record: Standing) -> SafeString:
        """The months before."""
        return spark(record.trend)


class LineTable(tables.Table):
    """One line per place or enterprise, in their own order: nobody is ranked."""

    name = tables.Column("名称", order_by="ref")
    now = NumberColumn(verbose_name="本月", empty_values=(), order_by=("now__value",))
    sums = NumberColumn(verbose_name="分子／分母", empty_values=(), orderable=False)
    change = NumberColumn(verbose_name="比上月", empty_values=(), orderable=False)
    before = NumberColumn(verbose_name="上月", empty_values=(), orderable=False)
    last_year = NumberColumn(verbose_name="上年同月", empty_values=(), orderable=False)

    def render_name(self, value: str, record: Line) -> SafeString | str:
        """Opens the places below."""
        if not record.opens:
            return value
        query: QueryDict = self.request.GET.copy()
        query["place"] = str(record.ref)
        for name in ("page", "sort", "by"):
            query.pop(name, None)
        return format_html('<a href="?{}">{}</a>', query.urlencode(), value)

    def render_now(self, record: Line) -> SafeString | str:
        """The value, marked when it misses its target."""
        if record.is_few(record.now):
            return format_html('<span class="muted">{}</span>', FEW)
        told = words_of(record.indicator, record.now.value)
        if not record.now.is_alarm:
            return told
        return format_html('{} <span class="badge badge-danger">{}</span>', told, "未达标")

    def render_sums(self, record: Line) -> str:
        """What it was counted of."""
        return "" if record.is_few(record.now) else sums_of(record.indicator, record.now)

    def render_change(self, record: Line) -> str:
        """Against the month before."""
        return change_of(record.indicator, record.change)

    def render_before(self, record: Line) -> str:
        """The month before."""
        return _told(record, record.before)

    def render_last_year(self, record: Line) -> str:
        """The same month of the year before."""
        return _told(record, record.last_year)


def _told(line: Line, value: Value) -> str:
    return FEW if line.is_few(value) else words_of(line.indicator, value.value)


def _written(line: Line, value: Value) -> Decimal | None:
    return None if line.is_few(value) else value.value


def _standing_values(one: Standing) -> list[Any]:
    shown = one.indicator
    return [
        shown.theme, shown.title, one.now.value, shown.unit if shown.form is Form.COUNT else "%",
        one.now.numerator, one.now.denominator or None, target_of(shown), one.before.value,
        "未达标" if one.now.is_alarm else "", shown.owner, shown.meaning,
    ]  # fmt: skip


def _line_values(line: Line) -> list[Any]:
    few = line.is_few(line.now)
    return [
        line.name, _written(line, line.now), None if few else line.now.numerator,
        None if few else line.now.denominator or None, _written(line, line.before), _written(line, line.last_year),
        FEW if few else "未达标" if line.now.is_alarm else "",
    ]  # fmt: skip


STANDINGS = Export(
    "指标一览",
    (
        ColumnSpec("类别", width=16), ColumnSpec("指标", width=28), ColumnSpec("本月", ColumnKind.AMOUNT),
        ColumnSpec("单位", width=8), ColumnSpec("分子", ColumnKind.INTEGER), ColumnSpec("分母", ColumnKind.INTEGER),
        ColumnSpec("目标", width=18), ColumnSpec("上月", ColumnKind.AMOUNT), ColumnSpec("达标", width=10),
        ColumnSpec("负责单位", width=24), ColumnSpec("口径", width=60),
    ),
    row=_standing_values, action="indicators.standings_exported", is_personal=False,
)  # fmt: skip
LINES = Export(
    "指标明细",
    (
        ColumnSpec("名称", width=36), ColumnSpec("本月", ColumnKind.AMOUNT), ColumnSpec("分子", ColumnKind.INTEGER),
        ColumnSpec("分母", ColumnKind.INTEGER), ColumnSpec("上月", ColumnKind.AMOUNT),
        ColumnSpec("上年同月", ColumnKind.AMOUNT), ColumnSpec("说明", width=24),
    ),
    row=_line_values, action="indicators.lines_exported", is_personal=False,
)  # fmt: skip
