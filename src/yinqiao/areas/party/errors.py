"""Refusals about party relations: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from datetime import date

from yinqiao.areas.party.types import NUMBER_LENGTH
from yinqiao.kernel.errors import Conflict, Invalid


def _beside(code: str, field: str, sentence: str, next_step: str) -> Invalid:
    """What is wrong with a field and what to do next, both shown beside it."""
    return Invalid(code, sentence, next_step=next_step, fields={field: f"{sentence}{next_step}"})


def not_a_receiver() -> Invalid:
    """The chosen place cannot receive members."""
    sentence = "所选单位不能接收党组织关系，没有任何改动。"
    return _beside("party.not_a_receiver", "place", sentence, "请从列表中重新选择。")


def step_not_open(state: str) -> Conflict:
    """The state of the roster does not allow this step."""
    return Conflict(
        "party.step_not_open",
        f"这份党员名册现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def reporting_begun() -> Conflict:
    """A member of the list has reported in."""
    return Conflict(
        "party.reporting_begun",
        "这批党员中已有人报到，整批不能撤回，登记没有变化。",
        next_step="请与接收单位联系；尚未报到的党员可在“党组织关系”中勾选后撤回。",
    )


def members_not_open() -> Conflict:
    """Nobody of those chosen is in a state that allows the step."""
    return Conflict(
        "party.members_not_open",
        "所选党员都不在可以办理这一步的状态，没有任何改动。",
        next_step="可能已由他人办理，请刷新名单查看最新状态。",
    )


def number_not_possible(field: str) -> Invalid:
    """A number that is empty, too long, or does not count."""
    sentence = f"编号须为 1 到 {NUMBER_LENGTH} 个字符，起始序号只填数字，没有登记。"
    return _beside("party.number_not_possible", field, sentence, "请按介绍信上的编号填写。")


def letter_used(count: int) -> Invalid:
    """Some of the numbers stand on other letters already."""
    sentence = f"其中 {count:,} 个编号已登记过，一个编号只能用于一封介绍信，没有登记。"
    return _beside("party.letter_used", "first", sentence, "请核对起始序号后重新填写。")


def date_not_possible(field: str, sentence: str) -> Invalid:
    """A day that lies ahead, or before what it follows."""
    return _beside("party.date_not_possible", field, sentence, "请核对日期后重新填写。")


def letter_run_out(valid_to: date) -> Invalid:
    """A letter of that day has run out already."""
    sentence = f"这一天开出的介绍信有效期至 {valid_to:%Y-%m-%d}，已经过期，没有登记。"
    return _beside("party.letter_run_out", "issued_on", sentence, "请登记重新开具的介绍信。")


def report_before_letter(count: int) -> Invalid:
    """Some reported before their letter was issued."""
    sentence = f"所选党员中有 {count:,} 人的介绍信开出日期晚于这一天，全部没有登记。"
    return _beside("party.report_before_letter", "reported_on", sentence, "请核对报到日期，或分开登记。")


def report_after_letter(count: int) -> Invalid:
    """The letters of some had run out on that day."""
    sentence = f"所选党员中有 {count:,} 人的介绍信在这一天已过有效期，全部没有登记。"
    return _beside(
        "party.report_after_letter",
        "reported_on",
        sentence,
        "请企业党组织重新开具介绍信后再登记；其他人请按“介绍信已过期”筛除后登记。",
    )


def receipt_before_report(count: int) -> Invalid:
    """Some receipts would be older than the report."""
    sentence = f"所选党员中有 {count:,} 人的报到日期晚于这一天，全部没有登记。"
    return _beside("party.receipt_before_report", "received_on", sentence, "请核对回执日期，或分开登记。")


def reason_unknown() -> Invalid:
    """No such reason in the rulebook."""
    sentence = "请选择退回原因。"
    return _beside("party.reason_unknown", "reason", sentence, "选择后重新提交。")


def reason_needs_words() -> Invalid:
    """The reason alone says too little."""
    sentence = "选择这一原因时，请写明情况。"
    return _beside("party.reason_needs_words", "note", sentence, "填写后重新提交。")


def purpose_missing() -> Invalid:
    """The channel is shown for a purpose alone."""
    sentence = "请填写查看用途，将记入审计。"
    return _beside("party.purpose_missing", "purpose", sentence, "填写后再查看。")


def channel_is_theirs() -> Conflict:
    """The place has received the member: the enterprise needs the channel no longer."""
    return Conflict(
        "party.channel_is_theirs",
        "这名党员已由接收单位接收，联系渠道不再向移交企业显示。",
        next_step="需要联系时，请通过接收单位。",
    )


def not_received_yet() -> Conflict:
    """The slip says what was received: before that there is nothing to say."""
    return Conflict(
        "party.not_received_yet",
        "这名党员的组织关系还没有接收，不能打印接收登记单，也没有占用编号。",
        next_step="请先登记报到并接收。",
    )
