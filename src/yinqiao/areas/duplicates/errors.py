"""Refusals about entries that may be one person, one function per code."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict


def case_decided() -> Conflict:
    """The pair was decided before, or is not in the state that the act needs."""
    return Conflict(
        "retirees.case_decided", "这一组疑似重复已由他人判定，或当前状态不能办理。", next_step="请刷新页面查看结果。"
    )
