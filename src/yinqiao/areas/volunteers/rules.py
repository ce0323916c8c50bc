"""Who organises, what is served for how long, who is proposed and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from yinqiao.areas.volunteers.types import Free, NewTask, Skill

ORGANISERS = ("community_officer", "street_officer", "district_manager", "city_manager")
MOST_WANTED = 200
MOST_MINUTES = 24 * 60
_NOON, _EVENING, _SATURDAY = 12, 18, 5


def served_minutes(starts_at: datetime, ends_at: datetime, break_minutes: int, step: int) -> int:
    """Minutes really served, in whole steps: what lies between, without breaks; negative where breaks are longer."""
    minutes = int((ends_at - starts_at).total_seconds() // 60) - break_minutes
    return minutes // step * step


def in_hours(minutes: int) -> str:
    """Hours as the record gives them: to two places, no trailing noughts."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def free_time(local: datetime) -> Free:
    """Which of the times that people name a moment of the city's clock lies in."""
    if local.hour >= _EVENING:
        return Free.EVENING
    if local.weekday() >= _SATURDAY:
        return Free.WEEKEND_MORNING if local.hour < _NOON else Free.WEEKEND_AFTERNOON
    return Free.WORKDAY_MORNING if local.hour < _NOON else Free.WORKDAY_AFTERNOON


def is_insured(needs: bool, insured_until: date | None, day: date) -> bool:
    """Whether a task that needs insurance may be done on a day; one that needs none always."""
    return not needs or (insured_until is not None and insured_until >= day)


def reasons_for(wanted: str, skills: Collection[str], near: str, times: Collection[str], when: Free) -> tuple[str, ...]:
    """Why somebody is proposed, each in words: the skill, the distance, the time."""
    told = [f"会{Skill(wanted).label}"] if wanted and wanted in skills else []
    return (*told, near, *([f"{when.label}有空"] if when in times else []))


def lacking(new: NewTask, now: datetime) -> dict[str, str]:
    """What is wrong with a task as it is drawn up, by field."""
    wrong = {name: "请填写。" for name in ("title", "where") if not getattr(new, name).strip()}
    if new.starts_at <= now:
        wrong["day"] = "开始时间已经过了。"
    if new.ends_at <= new.starts_at:
        wrong["ends"] = "结束时间应晚于开始时间。"
    if not 1 <= new.wanted <= MOST_WANTED:
        wrong["wanted"] = f"人数从 1 到 {MOST_WANTED}。"
    return wrong


def _hours(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    begun, ended = (datetime.fromisoformat(f"2026-03-02T{given[name]}") for name in ("from", "to"))
    return in_hours(served_minutes(begun, ended, given["break"], parameters["step_minutes"]))


FORMULAS = {"volunteers.hours": _hours}
