"""Codes and shapes of volunteers, tasks and hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Skill(Labelled):
    """What somebody can do for others."""

    COMPANY = "company", "陪伴聊天"
    ERRANDS = "errands", "代购跑腿"
    HAIRCUT = "haircut", "理发"
    REPAIR = "repair", "家电、水电维修"
    NURSING = "nursing", "医疗护理"
    PHONE = "phone", "教用手机"
    TEACHING = "teaching", "教课辅导"
    ARTS = "arts", "文艺、书画"
    LAW = "law", "法律咨询"
    MEDIATION = "mediation", "邻里调解"
    PATROL = "patrol", "巡逻、秩序"
    CLEANING = "cleaning", "环境卫生"


class Free(Labelled):
    """When somebody has time."""

    WORKDAY_MORNING = "workday_am", "周一至周五上午"
    WORKDAY_AFTERNOON = "workday_pm", "周一至周五下午"
    WEEKEND_MORNING = "weekend_am", "周末上午"
    WEEKEND_AFTERNOON = "weekend_pm", "周末下午"
    EVENING = "evening", "晚上"


class By(Labelled):
    """Who signed up or took a task: the person in the portal, or an officer for the person."""

    SELF = "self", "本人网上办理"
    OFFICER = "officer", "社区代为登记"


class State(Labelled):
    """Whether somebody is a volunteer."""

    ACTIVE = "active", "在册"
    LEFT = "left", "已退出"
    MOVED = "moved", "已迁出"
    DECEASED = "deceased", "本人已故"
    MERGED = "merged", "重复登记"


class TaskState(Labelled):
    """Whether a task takes place."""

    OPEN = "open", "招募"
    CANCELLED = "cancelled", "已取消"


class Standing(Labelled):
    """Where somebody's part in a task stands. `done`: hours are confirmed."""

    TAKEN = "taken", "已接"
    DONE = "done", "已确认时长"
    ABSENT = "absent", "没有到"
    LEFT = "left", "已退出"
    CANCELLED = "cancelled", "任务取消"
    ENDED = "ended", "不再是志愿者"


# Of these a person has one at a time.
BUSY: Final = (Standing.TAKEN, Standing.DONE)


class Grade(Labelled):
    """评价 of a service, as the record gives it."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    FAIR = "fair", "合格"
    POOR = "poor", "不合格"


@dataclass(frozen=True, slots=True)
class SignUp:
    """What a volunteer can do and when; until when insured, if the office knows."""

    skills: Sequence[Skill]
    times: Sequence[Free]
    insured_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewTraining:
    """A training: what, when, for how many minutes."""

    title: str
    held_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as a place calls for it."""

    place_no: int
    title: str
    about: str
    where: str
    starts_at: datetime
    ends_at: datetime
    wanted: int
    skill: Skill | None = None
    needs_insurance: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """When somebody really served, without the way and the breaks; `why` is asked when a record is put right."""

    starts_at: datetime
    ends_at: datetime
    break_minutes: int
    grade: Grade
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A volunteer proposed for a task, and each reason; `lacks` says what forbids it."""

    volunteer_id: UUID
    retiree_id: UUID
    name: str
    reasons: tuple[str, ...]
    lacks: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that a certificate may tell: from when until when, how often, how long, for what."""

    parts: tuple[UUID, ...]
    since: date
    until: date
    minutes: int
    projects: str
