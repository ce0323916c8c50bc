"""The list of rules."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.local_rules.types import Held, RuleRow, Standing
from yinqiao.platform.ui.columns import DayColumn, StateColumn, WordsColumn

STANDING_TONES = {"confirmed": "good", "from_memory": "neutral", "assumed": "soon"}
HELD_TONES = {"shipped": "neutral", "city": "good", "fixed": "neutral"}
VERSION_TONES = {"proposed": "soon", "published": "good", "refused": "neutral", "withdrawn": "neutral"}


class RuleTable(tables.Table):
    """One line a rule: what it is about, by which text it holds, since when, how sure that is."""

    title = WordsColumn(
        verbose_name="规则", linkify=("local_rules:rule", {"room": tables.A("room"), "name": tables.A("name")})
    )
    held = StateColumn(verbose_name="适用", tones=HELD_TONES, labels=dict(Held.choices()))
    since = DayColumn(verbose_name="自何时")
    standing = StateColumn(verbose_name="依据", tones=STANDING_TONES, labels=dict(Standing.choices()))
    source = WordsColumn(verbose_name="来源")
    waiting = tables.Column("待批准")

    def render_waiting(self, value: bool) -> str:
        """Whether a version waits."""
        return "有" if value else "—"

    def value_waiting(self, record: RuleRow) -> str:
        """The same for a file."""
        return "有" if record.waiting else ""
