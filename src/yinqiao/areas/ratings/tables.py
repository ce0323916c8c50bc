"""The list of ratings: by item and place; whoever handled a case is not on it."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.applications.queries import item_or_none
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.ratings.types import NAMED, FollowUp, Grade
from yinqiao.platform.ui.columns import DayColumn, StateColumn

TONES = {"none": "neutral", "open": "soon", "closed": "good"}
GRADE_TONES = {"best": "good", "good": "good", "fair": "neutral", "poor": "danger", "worst": "danger"}


class RatingTable(tables.Table):
    """Ratings, those to be followed up first."""

    rated_on = DayColumn(verbose_name="评价")
    number = tables.Column(
        "办件编号",
        accessor="about",
        order_by=("case__number", "rated_on"),
        linkify=("ratings:rating", {"rating_id": tables.A("pk")}),
    )
    code = tables.Column("事项")
    grade = StateColumn(verbose_name="评价等级", tones=GRADE_TONES, labels=dict(Grade.choices()))
    by = tables.Column("方式")
    follow_up = StateColumn(verbose_name="回访", tones=TONES, labels=dict(FollowUp.choices()))
    due_on = DayColumn(verbose_name="回访期限", left_from=timezone.localdate, default="—")
    place = tables.Column("所属社区", accessor="retiree__place_no")

    def render_code(self, value: str) -> str:
        """The item in words."""
        if value in NAMED:
            return NAMED[value]
        item = item_or_none(value, timezone.localdate())
        return item.title if item else value

    def render_place(self, value: int) -> Any:
        """The place in words."""
        return near_label(value, self.request.actor.scope)
