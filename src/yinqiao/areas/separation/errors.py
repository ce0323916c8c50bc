"""Refusals about people and archives that may belong together, one function per code."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def match_decided(state: str) -> Conflict:
    """Somebody has decided about the pair, or taken a decision back."""
    return Conflict(
        "separation.match_decided",
        f"这一组现在是“{state}”，不能进行这项操作，登记没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def decision_missing() -> Invalid:
    """No decision came with the form."""
    return Invalid("separation.decision_missing", "没有收到您的判定，登记没有变化。", next_step="请返回后重新选择。")
