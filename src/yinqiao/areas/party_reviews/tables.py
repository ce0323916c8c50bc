"""The list of reviews."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.party_reviews.types import State
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

TONES = {"open": "neutral", "counted": "soon", "confirmed": "soon", "sent": "accent", "approved": "good"}
GRADE_TONES = {"excellent": "good", "qualified": "neutral", "basic": "soon", "unqualified": "danger"}


class ReviewTable(tables.Table):
    """Reviews with how far they are."""

    branch = tables.Column("党支部", accessor="branch__name", linkify=lambda record: record.get_absolute_url())
    place_no = WordsColumn("所在单位")
    year = WordsColumn("年度")
    people = NumberColumn(verbose_name="参加评议")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(State.choices()))
    sent_on = DayColumn(verbose_name="报送日期", default="—")
    decided_on = DayColumn(verbose_name="批准日期", default="—")

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)

    def render_year(self, value: int) -> str:
        """The year, without a separator of thousands."""
        return str(value)
