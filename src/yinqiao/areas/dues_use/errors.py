"""Refusals of the room; no sum that another place holds is named."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def not_possible(field: str, sentence: str) -> Invalid:
    """A field that cannot be so."""
    return Invalid(
        "dues_use.not_possible", "没有登记，已填内容没有丢失。", next_step="请改正后再提交。", fields={field: sentence}
    )


def not_enough() -> Invalid:
    """More than there is for use."""
    sentence = "比可以使用的党费多。请核对金额，或先登记上级下拨、返还的党费。"
    return Invalid("dues_use.not_enough", sentence, next_step="请改正后再提交。", fields={"amount": sentence})


def voucher_taken() -> Conflict:
    """The same voucher of the same purpose twice."""
    return Conflict("dues_use.voucher_taken", "这个凭证号已经登记过，没有重复登记。", next_step="请核对凭证号。")


def reversed_already() -> Conflict:
    """Undone once."""
    return Conflict("dues_use.reversed_already", "这一笔已经冲正，没有改动。", next_step="请刷新页面查看。")


def spent_since() -> Conflict:
    """What came was used since."""
    return Conflict(
        "dues_use.spent_since", "这笔下拨已经用出去一部分，不能冲正，没有改动。", next_step="请先冲正有关的使用。"
    )
