"""The lists of volunteers, tasks and the record."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.volunteers.rules import in_hours
from yinqiao.areas.volunteers.types import Skill, Standing, State, TaskState
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

TONES = {"active": "good", "left": "neutral", "moved": "neutral", "deceased": "neutral", "merged": "neutral"}
TASK_TONES = {"open": "accent", "cancelled": "danger"}
PART_TONES = {
    "taken": "accent", "done": "good", "absent": "soon", "left": "neutral", "cancelled": "danger", "ended": "neutral",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


def skills_in_words(codes: list[str]) -> str:
    """What somebody can do, in words."""
    return "、".join(Skill(one).label for one in codes)


class VolunteerTable(tables.Table):
    """Volunteers, with their hours."""

    name = tables.Column(
        "姓名", accessor="retiree__name", linkify=("volunteers:of_person", {"retiree_id": tables.A("retiree_id")}),
        attrs=_NOWRAP,
    )  # fmt: skip
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(State.choices()))
    skills = WordsColumn("特长", orderable=False)
    served = NumberColumn("服务时长（小时）", default="0")
    insured_until = DayColumn(verbose_name="保险到期日", default="没有登记")
    agreed_on = DayColumn(verbose_name="登记日期")
    place = tables.Column("所属社区", accessor="retiree__place_no")

    def render_skills(self, value: list[str]) -> str:
        """What the person can do, in words."""
        return skills_in_words(value)

    def render_served(self, value: int) -> str:
        """Minutes as hours."""
        return in_hours(value)

    def render_place(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class TaskTable(tables.Table):
    """Tasks, the latest first."""

    title = WordsColumn("项目", linkify=("volunteers:task", {"task_id": tables.A("pk")}))
    state = StateColumn(verbose_name="状态", tones=TASK_TONES, labels=dict(TaskState.choices()))
    starts_at = tables.DateTimeColumn(verbose_name="时间", format="Y-m-d H:i", attrs=_NOWRAP)
    where = WordsColumn("地点")
    skill = tables.Column("需要的特长", default="不限")
    wanted = NumberColumn("需要")
    taken = NumberColumn("已接", orderable=False)
    place_no = WordsColumn("组织单位")

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class RecordTable(tables.Table):
    """志愿服务记录 in the terms of the national record."""

    name = tables.Column(
        "姓名", accessor="retiree__name", linkify=("volunteers:of_person", {"retiree_id": tables.A("retiree_id")}),
        attrs=_NOWRAP,
    )  # fmt: skip
    title = WordsColumn("项目", accessor="task__title", linkify=("volunteers:confirm", {"part_id": tables.A("pk")}))
    starts_at = tables.Column("服务时间", attrs=_NOWRAP)
    where = WordsColumn("地点", accessor="task__where")
    minutes = NumberColumn("服务时长（小时）", default="待确认")
    grade = tables.Column("评价", default="—")
    unit = WordsColumn("组织单位", accessor="task__place_no")
    confirmed_by = tables.Column("记录人", default="—")
    number = WordsColumn("证明编号", accessor="certified__number", default="—")

    def render_starts_at(self, record: Any) -> str:
        """From when until when, on the clock of the city."""
        begun, ended = timezone.localtime(record.starts_at), timezone.localtime(record.ends_at)
        return f"{begun:%Y-%m-%d %H:%M}–{ended:%H:%M}"

    def render_minutes(self, value: int) -> str:
        """Minutes as hours."""
        return in_hours(value)

    def render_unit(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


def standing_of(part: Any) -> tuple[str, str]:
    """A part's standing in words, and its tone."""
    return Standing(part.state).label, PART_TONES[part.state]
