"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def consent_stands() -> Conflict:
    """There is one already."""
    return Conflict(
        "aid.consent_stands", "已登记本人同意，没有重复登记。", next_step="请返回查看现在的记录。"
    )  # fmt: skip


def no_consent() -> Conflict:
    """There is none to be taken back."""
    return Conflict("aid.no_consent", "没有有效的同意记录，没有改动。", next_step="请返回查看现在的记录。")


def basis_stands() -> Conflict:
    """The source has one already."""
    return Conflict(
        "aid.basis_stands", "这个来源已登记有效的依据，没有重复登记。", next_step="依据有变的，请先终止原依据。"
    )  # fmt: skip


def no_basis() -> Conflict:
    """There is none that could end."""
    return Conflict("aid.no_basis", "这个来源没有有效的依据，没有改动。", next_step="请返回查看现在的登记。")


def paper_missing() -> Invalid:
    """A consent is kept on paper, under a number."""
    sentence = "请填写同意书的编号或存放处，没有保存。"
    return Invalid("aid.paper_missing", sentence, next_step="填写后再提交。", fields={"paper_no": sentence})


def basis_incomplete() -> Invalid:
    """A basis names its document and article."""
    sentence = "请写明依据的文件和条款，没有保存。"
    return Invalid("aid.basis_incomplete", sentence, next_step="填写后再提交。", fields={"document": sentence})


def day_not_possible(field: str, sentence: str) -> Invalid:
    """A day in the future, or an end before its beginning."""
    return Invalid("aid.day_not_possible", sentence, next_step="请改正日期。", fields={field: sentence})
