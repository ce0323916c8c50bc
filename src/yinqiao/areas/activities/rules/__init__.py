"""Who organises and who enrols; what an offering must say. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.activities.rules.coming import (
    changes_at,
    digits_of,
    is_open,
    must_rest,
    seconds_left,
    window_of,
    wrong_so_far,
)
from yinqiao.areas.activities.rules.dates import MOST_TIMES, session_dates
from yinqiao.areas.activities.rules.lots import FORMULAS as LOTS
from yinqiao.areas.activities.rules.lots import Drawn, Entry, commitment_of, draw, next_units, seed_of
from yinqiao.areas.activities.types import NewOffering, State

ORGANISERS = ("community_officer", "street_officer", "district_manager", "city_manager")
# From which state an act leads where.
FLOW = {
    "redraft": (State.DRAFT, State.DRAFT),
    "publish": (State.DRAFT, State.OPEN),
    "settle": (State.OPEN, State.SETTLED),
}
CANCELLABLE = frozenset({State.DRAFT, State.OPEN, State.SETTLED})
MOST_SEATS = 500
_CODE = re.compile(r"[0-9]{6}")


def lacking(new: NewOffering, today: date) -> dict[str, str]:
    """What is wrong with an offering as it is drawn up, by field."""
    wrong: dict[str, str] = {}
    if not new.title.strip():
        wrong["title"] = "请填写名称。"
    if not 1 <= new.seats <= MOST_SEATS:
        wrong["seats"] = f"名额从 1 到 {MOST_SEATS}。"
    if not 1 <= new.plan.times <= MOST_TIMES:
        wrong["times"] = f"次数从 1 到 {MOST_TIMES}。"
    if new.plan.ends <= new.plan.begins:
        wrong["ends"] = "结束时间应晚于开始时间。"
    if new.closes_on < today:
        wrong["closes_on"] = "报名截止日不能早于今天。"
    if new.plan.first_on <= new.closes_on:
        wrong["first_on"] = "第一次的日期应晚于报名截止日，好留出确定名单的时间。"
    if new.room_id is None and not new.where.strip():
        wrong["where"] = "没有选教室的，请写明地点。"
    return wrong


def code_of(text: str) -> str | None:
    """A number of an enrolment as people type it: six digits, with or without spaces; None for anything else."""
    read = "".join(text.split())
    return read if _CODE.fullmatch(read) else None


def answer_by(parameters: Mapping[str, Any], asked_on: date) -> date:
    """The last day on which whoever waits may answer for a seat; on the next it goes on."""
    return asked_on + timedelta(days=parameters["answer_days"])


FORMULAS = {
    "activities.attendance_code": lambda parameters, given: seconds_left(parameters, given["seconds_shown"]),
    "activities.waiting_list": lambda parameters, given: answer_by(parameters, given["asked_on"]),
    **LOTS,
}

__all__ = [
    "CANCELLABLE", "FLOW", "FORMULAS", "MOST_TIMES", "ORGANISERS", "Drawn", "Entry", "answer_by", "changes_at",
    "code_of", "commitment_of", "digits_of", "draw", "is_open", "lacking", "must_rest", "next_units", "seconds_left",
    "seed_of", "session_dates", "window_of", "wrong_so_far",
]  # fmt: skip
