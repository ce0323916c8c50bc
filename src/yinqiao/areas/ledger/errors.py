"""Refusals of the list of people."""

from __future__ import annotations

from yinqiao.kernel.errors import Invalid


def too_many_rows(limit: int) -> Invalid:
    """An export or a print larger than one paper can be."""
    return Invalid(
        "retirees.too_many_rows",
        f"名单超过 {limit} 人，不能一次导出或打印。",
        next_step="请按街道、社区或状态缩小范围后再导出。",
    )
