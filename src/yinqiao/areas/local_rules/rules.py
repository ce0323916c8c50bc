"""What becomes of a version, and what its values may be. A version lies over the shipped rule, value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yinqiao.areas.local_rules.types import VersionState

MANAGERS = ("city_manager",)
_MOST_NUMBER = 1_000_000_000

FLOW: Mapping[VersionState, Mapping[str, VersionState]] = {
    VersionState.PROPOSED: {
        "approve": VersionState.PUBLISHED, "refuse": VersionState.REFUSED, "withdraw": VersionState.WITHDRAWN,
    },
    VersionState.PUBLISHED: {"withdraw": VersionState.WITHDRAWN},
    VersionState.REFUSED: {},
    VersionState.WITHDRAWN: {},
}  # fmt: skip


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
