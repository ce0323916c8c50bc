"""Lists of papers and of scans."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.papers.types import PaperState, ScanState
from yinqiao.platform.papers.kinds import papers
from yinqiao.platform.ui.columns import NumberColumn, StateColumn

STATE_TONES = {"printed": "soon", "stamped": "good", "void": "neutral"}
SCAN_TONES = {"reading": "accent", "read": "good", "failed": "danger"}


def title_of(code: str) -> str:
    """The name of a kind of paper, also of one that is no longer printed."""
    kind = papers.find(code)
    return (kind.short or kind.title) if kind else code


class PaperTable(tables.Table):
    """One line per paper."""

    number = tables.Column("编号", linkify=True, attrs={"td": {"class": "nowrap"}})
    kind = tables.Column("文书")
    about = tables.Column("事由", default="（已到期清除）")
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(PaperState.choices()))
    pages = NumberColumn(verbose_name="已归档页数")
    printed_at = tables.DateTimeColumn(verbose_name="打印时刻", format="Y-m-d H:i", attrs={"td": {"class": "nowrap"}})
    author_unit = tables.Column("打印单位")
    author_name = tables.Column("打印人")

    def render_kind(self, value: str) -> str:
        """The name of the kind."""
        return title_of(value)


class ScanTable(tables.Table):
    """One line per uploaded scan."""

    created_at = tables.DateTimeColumn(
        verbose_name="上传时刻", format="Y-m-d H:i", linkify=True, attrs={"td": {"class": "nowrap"}}
    )
    state = StateColumn(verbose_name="状态", tones=SCAN_TONES, labels=dict(ScanState.choices()))
    page_count = NumberColumn(verbose_name="页数")
    filed = NumberColumn(verbose_name="已归档")
    waiting = NumberColumn(verbose_name="待办理")
    author_unit = tables.Column("上传单位")
    author_name = tables.Column("上传人")

    def render_waiting(self, value: int) -> str | SafeString:
        """Amber where somebody has to look."""
        return format_html('<span class="soon-text">{}</span>', value) if value else "0"
