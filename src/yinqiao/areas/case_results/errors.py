"""Refusals about telling an outcome; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def not_over() -> Conflict:
    """Only an outcome is told."""
    return Conflict("case_results.not_over", "这个事项还没有办结，没有登记告知。", next_step="办结以后再告知结果。")


def told_already() -> Conflict:
    """Once a person and outcome."""
    return Conflict(
        "case_results.told_already", "这次办理结果已经告知过本人，没有重复登记。",
        next_step="结果有变化的，重新办理后再告知。",
    )  # fmt: skip


def call_missing() -> Invalid:
    """A call that nobody can check is none."""
    return Invalid(
        "case_results.call_missing", "电话告知要写明通话时间和接听人，没有保存，已填内容没有丢失。",
        next_step="请补填后再提交。", fields={"called_at": "请填写通话时间，不能晚于现在。"},
    )  # fmt: skip


def kin_missing() -> Invalid:
    """Whom of the family."""
    return Invalid(
        "case_results.kin_missing", "家属接听的要写明与本人的关系，没有保存，已填内容没有丢失。",
        next_step="请补填后再提交。", fields={"kin": "请填写，如“女儿”。"},
    )  # fmt: skip
