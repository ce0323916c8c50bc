"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def settled_already() -> Conflict:
    """Somebody was faster, or the death was taken back meanwhile."""
    return Conflict(
        "bereavement.settled_already", "这件事已经登记过结果，没有重复登记。", next_step="请返回查看现在的状态。"
    )


def not_settled() -> Conflict:
    """Only what was settled can be taken back, and only while the death stands."""
    return Conflict("bereavement.not_settled", "这件事现在不能恢复待办，没有改动。", next_step="请返回查看现在的状态。")


def not_dead() -> Conflict:
    """A visit of condolence is paid where a death is on record."""
    return Conflict(
        "bereavement.not_dead", "没有有效的死亡登记，没有保存。", next_step="请返回人员页面查看；死亡登记撤销的，不再登记吊唁慰问。"
    )  # fmt: skip


def outcome_missing() -> Invalid:
    """The outcome is one of its kind."""
    sentence = "请选择办理结果，没有保存。"
    return Invalid("bereavement.outcome_missing", sentence, next_step="选择后再提交。", fields={"outcome": sentence})


def day_not_possible() -> Invalid:
    """A visit before the death or after today."""
    sentence = "慰问日期应在去世之日以后、今天以前，没有保存。"
    return Invalid("bereavement.day_not_possible", sentence, next_step="请改正日期。", fields={"visited_on": sentence})


def visitors_missing() -> Invalid:
    """Somebody went."""
    sentence = "请填写慰问人，没有保存。"
    return Invalid("bereavement.visitors_missing", sentence, next_step="填写后再提交。", fields={"visitors": sentence})


def money_not_possible() -> Invalid:
    """No less than nothing, no more than the most."""
    sentence = "慰问金应在 0 到 100,000 元之间，没有保存。"
    return Invalid("bereavement.money_not_possible", sentence, next_step="请改正金额。", fields={"money": sentence})
