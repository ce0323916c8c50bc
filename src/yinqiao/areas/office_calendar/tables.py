"""The list of years."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.office_calendar.types import Held, YearRow
from yinqiao.platform.ui.columns import NumberColumn, StateColumn, WordsColumn

HELD_TONES = {"shipped": "neutral", "city": "good", "assumed": "soon"}
VERSION_TONES = {"proposed": "soon", "published": "good", "refused": "neutral", "withdrawn": "neutral"}


class YearTable(tables.Table):
    """One line a year."""

    year = tables.Column("年份", linkify=("office_calendar:year", {"year": tables.A("year")}))
    held = StateColumn(verbose_name="来源", tones=HELD_TONES, labels=dict(Held.choices()))
    source = WordsColumn(verbose_name="依据")
    off = NumberColumn("放假的工作日")
    worked = NumberColumn("上班的周末")
    pending = tables.Column("更正", empty_values=())

    def render_pending(self, record: YearRow) -> str:
        """What waits."""
        return record.pending or "—"

    def value_pending(self, record: YearRow) -> str:
        """The same for a file."""
        return record.pending
