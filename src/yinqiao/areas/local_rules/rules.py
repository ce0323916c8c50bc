"""From when a version may hold, and what its values may be. A version lies over the shipped rule, value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from yinqiao.areas.local_rules.types import VersionState

MANAGERS = ("city_manager",)
# Every process reads the city's rules once a day; the clock of none is further off than this.
_MARGIN = timedelta(hours=2)
_MOST_DAYS = 1096
_MOST_NUMBER = 1_000_000_000

FLOW: Mapping[VersionState, Mapping[str, VersionState]] = {
    VersionState.PROPOSED: {
        "approve": VersionState.PUBLISHED, "refuse": VersionState.REFUSED, "withdraw": VersionState.WITHDRAWN,
    },
    VersionState.PUBLISHED: {"withdraw": VersionState.WITHDRAWN},
    VersionState.REFUSED: {},
    VersionState.WITHDRAWN: {},
}  # fmt: skip


def earliest(at: datetime) -> date:
    """The first day that has begun nowhere and will not within two hours; `at` in local time.

    2026-03-02 21:59 → 2026-03-03; 2026-03-02 22:00 → 2026-03-04.
    """
    return (at + _MARGIN).date() + timedelta(days=1)


def latest(today: date) -> date:
    """The last day for which a version can be published: three years on."""
    return today + timedelta(days=_MOST_DAYS)


def wrong_value(value: Any, *, kind: type, least: int | None, choices: Sequence[str]) -> str:
    """What is wrong with one value, in words; empty when nothing is."""
    if kind is bool or value is None or isinstance(value, bool):
        return "" if isinstance(value, bool) and kind is bool else "请填写。"
    if kind is str:
        return "" if value in choices else "请从列出的选项中选择。"
    if not isinstance(value, kind):
        return "请填写日期。" if kind is date else "请填写数字。"
    if isinstance(value, int):
        if least is not None and value < least:
            return f"不能小于 {least}。"
        if abs(value) > _MOST_NUMBER:
            return "数字太大。"
    return ""
