"""Refusals about missing facts: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def step_not_open(state: str) -> Conflict:
    """Somebody was faster, or the state of the question rules the step out."""
    return Conflict(
        "completeness.step_not_open",
        f"这条补充请求现在是“{state}”，不能进行这项操作，登记没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def nothing_to_ask() -> Conflict:
    """None of what was ticked is the enterprise's to answer."""
    return Conflict(
        "completeness.nothing_to_ask",
        "所选事项都不能请企业补充：不属企业掌握、已经补齐或已在等待答复，没有任何改动。",
        next_step="请刷新列表，勾选责任方为移交企业、尚未请求的事项。",
    )


def answer_missing() -> Invalid:
    """Neither a value nor “not known” was given."""
    sentence = "没有填写内容，也没有勾选“不掌握”，答复没有保存。"
    return Invalid("completeness.answer_missing", sentence, next_step="请填写其中一项。", fields={"value": sentence})


def no_suggestion() -> Conflict:
    """The other source no longer tells it, or the register has the fact by now."""
    return Conflict(
        "completeness.no_suggestion",
        "这项信息已经补齐，或来源已有变化，登记没有改动。",
        next_step="请刷新页面查看最新情况。",
    )


def reason_missing() -> Invalid:
    """A refusal without words."""
    sentence = "请写明不采用的原因，企业会看到。"
    return Invalid("completeness.reason_missing", sentence, next_step="填写后再提交。", fields={"reason": sentence})
