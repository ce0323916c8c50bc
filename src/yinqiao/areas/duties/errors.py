"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from datetime import date

from yinqiao.kernel.errors import Conflict, Invalid, NotFound


def done_already(name: str, day: date) -> Conflict:
    """Another officer was there first."""
    return Conflict(
        "duties.done_already",
        f"这些服务已由{name or '其他人员'}于 {day:%Y-%m-%d} 登记，没有重复登记；您填写的内容还在下面。",
        next_step="要留下您了解到的情况，请勾选“只作为备注保存”后再提交。",
    )


def nothing_chosen() -> Invalid:
    """Something must be said to be done."""
    sentence = "请至少选择一项服务，没有保存。"
    return Invalid("duties.nothing_chosen", sentence, next_step="请选择后再提交。", fields={"duties": sentence})


def next_missing() -> Invalid:
    """Who was not at home is tried again."""
    sentence = "没有见到本人的，请填写下次时间，没有保存。"
    return Invalid("duties.next_missing", sentence, next_step="填写后再提交。", fields={"next_on": sentence})


def next_not_possible() -> Invalid:
    """A next time lies ahead, and not years away."""
    sentence = "下次时间应在登记日期之后、一年之内，没有保存。"
    return Invalid("duties.next_not_possible", sentence, next_step="请改正日期。", fields={"next_on": sentence})


def condition_missing() -> Invalid:
    """Who was met was found somehow."""
    sentence = "请选择本人情况，没有保存。"
    return Invalid("duties.condition_missing", sentence, next_step="选择后再提交。", fields={"condition": sentence})


def already_undone() -> Conflict:
    """It was taken back before."""
    return Conflict("duties.already_undone", "这次登记已经撤销，没有改动。", next_step="请刷新页面查看现在的情况。")


def too_many(most: int) -> Invalid:
    """More than one round."""
    return Invalid(
        "duties.too_many", f"一次最多 {most} 项，没有生成。", next_step="请按社区或状态缩小范围后再选。"
    )  # fmt: skip


def not_found() -> NotFound:
    """No such standard."""
    return NotFound("duties.not_found", "没有这项服务标准。")
