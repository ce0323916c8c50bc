"""Codes and shapes of activities, courses and enrolments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

# The matter in which a person may authorise somebody to enrol in the portal.
MATTER: Final = "activities"


class Kind(Labelled):
    """What is offered."""

    COURSE = "course", "课程"
    LECTURE = "lecture", "讲座"
    OUTING = "outing", "外出活动"
    FESTIVAL = "festival", "节日活动"


class State(Labelled):
    """Where an offering stands. `settled`: who takes part is known; seats that become free go to the waiting list."""

    DRAFT = "draft", "草稿"
    OPEN = "open", "报名中"
    SETTLED = "settled", "名单已定"
    CANCELLED = "cancelled", "已取消"


class Standing(Labelled):
    """Where an enrolment stands."""

    APPLIED = "applied", "已报名"
    SEATED = "seated", "已录取"
    WAITING = "waiting", "候补"
    ASKED = "asked", "有名额，待答复"
    LEFT = "left", "已退出"
    DECLINED = "declined", "放弃名额"
    LAPSED = "lapsed", "逾期未答复"
    CANCELLED = "cancelled", "活动取消"
    MOVED = "moved", "已迁出"
    DECEASED = "deceased", "本人已故"
    MERGED = "merged", "重复报名"


# Those that count: once for a person and an offering. Of them SEATED and ASKED hold a seat.
LIVE: Final = (Standing.APPLIED, Standing.SEATED, Standing.WAITING, Standing.ASKED)
HOLDING: Final = (Standing.SEATED, Standing.ASKED)


class By(Labelled):
    """Who enrolled the person."""

    SELF = "self", "本人网上报名"
    PROXY = "proxy", "家人代为报名"
    OFFICER = "officer", "社区代为报名"


class ToTell(Labelled):
    """What somebody has yet to be told."""

    SEATED = "seated", "已录取"
    WAITING = "waiting", "列入候补"
    ASKED = "asked", "有空出的名额，请答复"
    CANCELLED = "cancelled", "活动取消"
    CHANGED = "changed", "有一次的时间有变"
    KEPT = "kept", "已迁居，名额保留到本期结束"
    MOVED = "moved", "已迁居，原来的报名结束"


class Came(Labelled):
    """What became of the code that somebody entered."""

    NOTED = "noted", "签到了"
    ALREADY = "already", "已经签到过了"
    WRONG = "wrong", "签到码不对"


@dataclass(frozen=True, slots=True)
class ShownCode:
    """The code that is shown at a session, and until when; it is taken for as long again."""

    code: str
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class NewBranch:
    """A branch 分校 of a place: its name, where it is."""

    place_no: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class NewRoom:
    """A room of a branch: how many sit in it, whether a wheelchair gets there."""

    name: str
    seats: int
    is_accessible: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """When an offering takes place: on the weekday of its first day, so many times; an outing once."""

    first_on: date
    times: int
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Slot:
    """When one session is held instead."""

    day: date
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class NewOffering:
    """An offering as it is drawn up. Without a room of the branch `where` says where it is."""

    branch_id: UUID
    kind: Kind
    title: str
    about: str
    teacher: str
    for_whom: str
    seats: int
    term: str
    closes_on: date
    plan: Plan
    room_id: UUID | None = None
    where: str = ""
