"""The lists: the 权责清单, cases, what an office was given, what an enterprise asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.safestring import SafeString

from yinqiao.areas.cases.queries import kind_on
from yinqiao.areas.cases.rules import LEVEL_WORDS
from yinqiao.areas.cases.types import CaseState, Group, Kind, MeetingState, StepState
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

TONES = {"new": "accent", "open": "accent", "closed": "good"}
STEP_TONES = {
    "given": "accent", "taken": "accent", "asked": "soon", "answered": "good", "returned": "soon", "cancelled": "neutral",
}  # fmt: skip
STANDING_TONES = {"confirmed": "good", "from_memory": "neutral", "assumed": "soon"}
STANDING_WORDS = {"confirmed": "依据已核对", "from_memory": "依据待核对", "assumed": "待城市确定"}
_NOWRAP = {"td": {"class": "nowrap"}}


class _Due(DayColumn):
    """A last day, coloured while it is not over."""

    def render(self, value: date, record: Any) -> str | SafeString:  # type: ignore[override]
        """The day with what is left of it."""
        return f"{value:%Y-%m-%d}" if record.closed_on else super().render(value)


class _KindColumn(WordsColumn):
    """A kind in words, as the list called it then."""

    def render(self, value: str, record: Any) -> str:
        """Its title."""
        return kind_on(value, getattr(record, "opened_on", None) or record.given_on).title


class KindTable(tables.Table):
    """One line a kind: who leads, assists and decides, until when, by which source, since when."""

    title = WordsColumn(verbose_name="种类")
    group = tables.Column("类别")
    lead = WordsColumn(verbose_name="牵头")
    assists = WordsColumn(verbose_name="协助")
    decides = tables.Column("决定")
    limit = tables.Column("时限", attrs=_NOWRAP)
    extension_days = NumberColumn("可延期（天）")
    valid_from = DayColumn(verbose_name="自何时")
    standing = StateColumn(verbose_name="依据", tones=STANDING_TONES, labels=STANDING_WORDS)
    source = tables.Column("来源", attrs={"td": {"class": "wrap"}})

    def render_group(self, value: Group) -> str:
        """In words."""
        return value.label

    def render_lead(self, value: str) -> str:
        """The level that leads."""
        return LEVEL_WORDS[value]

    def render_decides(self, value: str) -> str:
        """The level that decides."""
        return LEVEL_WORDS[value]

    def value_title(self, record: Kind) -> str:
        """Plain words for a file."""
        return record.title


class CaseTable(tables.Table):
    """Cases, the soonest due first."""

    number = tables.Column("编号", linkify=("cases:case", {"case_id": tables.A("pk")}), attrs=_NOWRAP)
    kind = _KindColumn(verbose_name="种类")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(CaseState.choices()))
    due_on = _Due(verbose_name="期限", left_from=timezone.localdate)
    lead = WordsColumn(verbose_name="牵头单位", accessor="place_no")
    waiting = NumberColumn("待答复的交办")
    opened_on = DayColumn(verbose_name="提出")
    author_unit = WordsColumn(verbose_name="提出单位", default="—")

    def render_lead(self, value: int) -> str:
        """The office in words."""
        return near_label(value, self.request.actor.scope)


class StepTable(tables.Table):
    """Steps, the soonest due first."""

    number = tables.Column("编号", linkify=("cases:step", {"step_id": tables.A("pk")}), attrs=_NOWRAP)
    kind = _KindColumn(verbose_name="种类")
    giver = WordsColumn(verbose_name="交办单位")
    state = StateColumn(verbose_name="状态", tones=STEP_TONES, labels=dict(StepState.choices()))
    given_on = DayColumn(verbose_name="交办")
    due_on = _Due(verbose_name="答复期限", left_from=timezone.localdate)


class RequestTable(tables.Table):
    """What an enterprise asked for, the soonest due first."""

    number = tables.Column("编号", linkify=("cases:request", {"case_id": tables.A("pk")}), attrs=_NOWRAP)
    kind = _KindColumn(verbose_name="联络事项")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(CaseState.choices()))
    lead = WordsColumn(verbose_name="办理单位", accessor="place_no")
    opened_on = DayColumn(verbose_name="提出")
    due_on = _Due(verbose_name="期限", left_from=timezone.localdate)

    def render_lead(self, value: int) -> str:
        """The office in words."""
        return places().label(value)


class MeetingTable(tables.Table):
    """Meetings, the newest first."""

    title = WordsColumn(verbose_name="会议", linkify=("cases:meeting", {"meeting_id": tables.A("pk")}))
    held_on = DayColumn(verbose_name="会议日期")
    state = StateColumn(
        verbose_name="状态", tones={"planned": "accent", "held": "good"}, labels=dict(MeetingState.choices())
    )
    cases = NumberColumn("议题")
    decided = NumberColumn("决定")
    waiting = NumberColumn("未落实")
    convener = WordsColumn(verbose_name="召集单位", accessor="place_no")

    def render_convener(self, value: int) -> str:
        """The office in words."""
        return near_label(value, self.request.actor.scope)
