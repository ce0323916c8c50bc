"""Codes and shapes of orders of the hotline and of clusters of complaints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

# Who looks after clusters; whom the hotline sends its orders.
PLACES: Final = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
DESKS: Final = ("district_manager", "city_manager")
MAX_ROWS: Final = 5_000
MAX_BYTES: Final = 8 * 1024 * 1024


class Topic(Labelled):
    """What an order is about. Codes are stored and shown: never rename one."""

    HOUSING = "housing", "住房维修"
    BENEFITS = "benefits", "待遇福利"
    PENSION = "pension", "养老和医疗保险"
    PAPERS = "papers", "档案和证明"
    ACTIVITIES = "activities", "活动和场地"
    OTHER = "other", "其他"


# The line of the 权责清单 by which an order of a topic is led.
KIND_OF_TOPIC: Final = {
    Topic.HOUSING: "housing_repair", Topic.BENEFITS: "benefits_dispute", Topic.PAPERS: "archive",
    Topic.PENSION: "hotline_order", Topic.ACTIVITIES: "hotline_order", Topic.OTHER: "hotline_order",
}  # fmt: skip


class OrderState(Labelled):
    """Where an order stands with the hotline."""

    OPEN = "open", "办理中"
    DONE = "done", "已办结，待答复热线"
    ANSWERED = "answered", "已答复热线"


class ClusterState(Labelled):
    """What was said of a cluster."""

    FOUND = "found", "待处置"
    TAKEN = "taken", "已立项查原因"
    DISMISSED = "dismissed", "已说明，不立项"


class Reason(Labelled):
    """Why a cluster is not taken up."""

    UNDER_WAY = "under_way", "原因已在解决，有安排"
    DIFFERENT = "different", "不是同一个原因"
    PASSING = "passing", "一时的情况，已经结束"
    POLICY = "policy", "政策调整，已统一解释"
    WRONG = "wrong", "数据有误"


@dataclass(frozen=True, slots=True)
class Rate:
    """When a cluster is flagged: the days looked at, the weeks compared with, and how unlikely it must be by chance."""

    window_days: int
    usual_weeks: int
    least_weeks: int
    least_orders: int
    in_million: int
    quiet_days: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sheet of the hotline, recognised; `cells` is the line as it came, without the caller."""

    row_no: int
    number: str
    received_on: date
    due_on: date | None
    topic: Topic
    place_no: int
    firm_id: int | None
    against_no: int | None
    estate: str
    text: str
    address: str
    caller: str
    phone: str
    is_hidden: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet led to."""

    batch_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """More orders of a topic than usual, at a place or about an enterprise. `rows` are positions in what was looked through.

    `usual_hundredths` is how many the weeks before let expect in the same days, in hundredths; `weeks` counts each week, the latest last.
    """

    topic: str
    place_no: int
    firm_id: int | None
    rows: tuple[int, ...]
    usual_hundredths: int
    weeks: tuple[int, ...]
