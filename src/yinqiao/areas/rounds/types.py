"""Codes and shapes of rounds that are taken to a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.duties.types import Delivery
from yinqiao.kernel.labels import Labelled


class RoundState(Labelled):
    """Where a round stands."""

    OUT = "out", "在手机上"
    ENDED = "ended", "已结束"
    CANCELLED = "cancelled", "已作废"


class ItemState(Labelled):
    """What has become of one person of a round."""

    OUT = "out", "没有上传"
    RECEIVED = "received", "已收到"
    REFUSED = "refused", "未收下"
    DROPPED = "dropped", "不登记"


class Choice(Labelled):
    """What an officer may do about an item that was not taken in."""

    EDIT = "edit", "修改后再传"
    NOTE = "note", "只作为备注保存"
    CLOCK = "clock", "按换算后的时间登记"
    DROP = "drop", "不登记这一户"


class PlanState(Labelled):
    """Where the plan of a week stands."""

    DRAFT = "draft", "待确认"
    CONFIRMED = "confirmed", "已确认"


class Unplaced(Labelled):
    """Why a visit stands nowhere in a plan."""

    NOBODY = "nobody", "没有人员上班"
    NO_DAY = "no_day", "期限之前或约定日期没有人员上班"
    TOO_LONG = "too_long", "一次走访比一天的外出时间还长"
    NO_ROOM = "no_room", "外出时间已排满"
    TAKEN_OUT = "taken_out", "人工移出本周"


# Why an item was not taken in, in short; what was incomplete says so.
_REASONS = {
    "duties.done_already": "其他人员已登记",
    "rounds.person_died": "本人已去世",
    "rounds.person_gone": "已不在管理范围内",
    "rounds.no_longer_due": "服务不再需要",
    "rounds.clock_wrong": "手机时钟不对",
    "rounds.time_not_possible": "登记时间不可能",
    "rounds.cancelled": "走访已作废",
    "rounds.ended": "走访已结束",
    "rounds.too_late": "过了上传期限",
}


def reason_of(code: str) -> str:
    """The short words of a refusal; of any other than these, that something was missing."""
    return _REASONS.get(code, "内容不完整") if code else ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a telephone tells of one person: by its own clock, when it was recorded and when it was sent."""

    delivery: Delivery
    told_at: datetime
    sent_at: datetime
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server answers about an item. `differs` where it had taken in something else before; that stands.

    `case` says what became of a matter for others that was found.
    """

    number: str
    state: ItemState
    at: datetime
    code: str = ""
    message: str = ""
    next_step: str = ""
    choices: tuple[Choice, ...] = ()
    differs: bool = False
    case: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many people a round has at most, by how many minutes a clock may be wrong, how many days later it is taken in."""

    most_people: int
    clock_minutes: int
    sync_days: int


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """How long somebody is out on a day, minutes of the way, how many days ahead one plans, how many people a week has."""

    day_minutes: int
    building_minutes: int
    estate_minutes: int
    other_minutes: int
    ahead_days: int
    most_people: int


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a plan is made for: the week by its Monday, who takes part, minutes a day, until which day what is due counts."""

    place_no: int
    monday: date
    officers: tuple[tuple[UUID | None, str], ...]
    minutes: int
    until: date
