"""Refusals of the room."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def settled_already() -> Conflict:
    """Somebody was faster, or the cause was taken back meanwhile."""
    return Conflict(
        "effects.settled_already", "这项后续事项已经办结，没有重复登记。", next_step="请返回清单查看现在的状态。"
    )


def not_settled() -> Conflict:
    """Only what was settled can be taken back."""
    return Conflict("effects.not_settled", "这项后续事项还没有办结，没有改动。", next_step="请返回清单查看现在的状态。")


def outcome_missing() -> Invalid:
    """The outcome is one of its kind."""
    return Invalid(
        "effects.outcome_missing", "请选择办理结果，没有保存。", next_step="选择后再提交。",
        fields={"outcome": "请选择办理结果。"},
    )  # fmt: skip


def not_yours() -> Refused:
    """Seen, and another one's to settle."""
    return Refused("effects.not_yours", "这项后续事项由其他单位办理，没有保存。", next_step="请与责任单位联系。")
