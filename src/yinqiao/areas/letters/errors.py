"""Refusals about letters: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def nobody_chosen() -> Invalid:
    """A letter is about somebody."""
    return Invalid("letters.nobody_chosen", "没有选中人员，没有发函。", next_step="请勾选人员后再发函。")


def too_many(most: int) -> Invalid:
    """A list that an office can work through."""
    return Invalid("letters.too_many", f"一份函至多 {most} 人，没有取号。", next_step="请分几份发函。")


def asked_already() -> Conflict:
    """Somebody is asked about once at a time."""
    return Conflict(
        "letters.asked_already", "所选人员中有人已在同一事由的去函中等待答复，没有取号。",
        next_step="请刷新名单后重新勾选。",
    )  # fmt: skip


def office_missing() -> Invalid:
    """Whom the letter is for."""
    return Invalid(
        "letters.office_missing", "请填写收函单位，没有取号。", next_step="填写后再提交。",
        fields={"office": "请填写收函单位。"},
    )  # fmt: skip


def not_open() -> Conflict:
    """Answered, void, or somebody was faster."""
    return Conflict(
        "letters.not_open", "这份函或所选人员已经登记答复，没有重复登记。", next_step="请刷新页面查看现在的状态。"
    )


def answer_missing() -> Invalid:
    """One of the purpose's answers."""
    return Invalid(
        "letters.answer_missing", "请选择答复结果，没有保存。", next_step="选择后再提交。",
        fields={"answer": "请选择答复结果。"},
    )  # fmt: skip


def one_at_a_time() -> Invalid:
    """Facts of several people are not the same."""
    return Invalid(
        "letters.one_at_a_time", "答复写明了具体事实的，要一人一人登记，没有保存。", next_step="请只勾选一人。"
    )


def city_desk() -> Refused:
    """A fact that an office tells is taken in at one desk."""
    return Refused(
        "letters.city_desk", "答复写明了具体事实的，由市级管理员登记，没有保存。",
        next_step="请把复函转给市级管理员登记。",
    )  # fmt: skip


def no_source() -> Conflict:
    """What an office tells needs its legal basis on record."""
    return Conflict(
        "letters.no_source", "还没有登记这个部门的信息来源和依据，答复没有保存。",
        next_step="请先在“信息来源”登记该部门（只收纸质函件的不选凭据），再登记答复。",
    )  # fmt: skip


def answered_already() -> Conflict:
    """What an office has answered stands."""
    return Conflict("letters.answered_already", "这份函已有答复，不能作废。", next_step="答复有误的，请按更正办理。")


def reason_missing() -> Invalid:
    """Why a number stands behind nothing."""
    return Invalid(
        "letters.reason_missing", "请填写作废的原因，没有改动。", next_step="填写后再提交。",
        fields={"reason": "请填写作废的原因。"},
    )  # fmt: skip
