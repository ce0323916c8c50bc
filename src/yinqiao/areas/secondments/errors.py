"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def days_not_possible(last: str, field: str = "last_on") -> Invalid:
    """The last day lies within bounds."""
    sentence = f"截止日期不对，没有保存：{last}"
    return Invalid(
        "secondments.days_not_possible", sentence, next_step="请改正日期后再提交。", fields={field: sentence}
    )


def text_missing(field: str, what: str) -> Invalid:
    """Something is to be written."""
    sentence = f"请填写{what}，没有保存。"
    return Invalid("secondments.text_missing", sentence, next_step="填写后再提交。", fields={field: sentence})


def place_not_possible() -> Invalid:
    """A key community is a community."""
    sentence = "请选择一个社区，没有保存。"
    return Invalid(
        "secondments.place_not_possible", sentence, next_step="选择后再提交。", fields={"place_no": sentence}
    )


def rights_not_possible() -> Invalid:
    """At least one right, and none beside those of the rule."""
    sentence = "请至少选择一项权限，没有保存。"
    return Invalid("secondments.rights_not_possible", sentence, next_step="选择后再提交。", fields={"rights": sentence})


def known_already() -> Conflict:
    """This community is a key one of this enterprise on these days already."""
    return Conflict(
        "secondments.known_already", "这个社区已经是该企业的重点社区，没有重复登记。", next_step="请在列表中打开原来的登记；到期的可以先结束再登记。"
    )  # fmt: skip


def ended_already() -> Conflict:
    """It is over."""
    return Conflict("secondments.ended_already", "已经结束，没有改动。", next_step="请返回查看现在的状态。")


def closed_already() -> Conflict:
    """Somebody was faster."""
    return Conflict("secondments.closed_already", "这件事已经办结，没有重复登记。", next_step="请返回查看现在的状态。")


def right_missing() -> Refused:
    """This officer was not given the right."""
    return Refused(
        "secondments.right_missing", "选派时没有给您这项权限，没有保存。", next_step="请把情况告诉社区退管专干，由社区办理。"
    )  # fmt: skip


def proposed_already() -> Conflict:
    """The same waits for an answer."""
    return Conflict(
        "secondments.proposed_already", "同样的建议正在等待答复，没有重复提出。", next_step="请在“选派建议”中查看；要改的，先撤回再提出。"
    )  # fmt: skip


def answered_already() -> Conflict:
    """Somebody was faster, or it was withdrawn."""
    return Conflict(
        "secondments.answered_already", "这条建议已经答复或者撤回，没有改动。", next_step="请返回查看现在的状态。"
    )
