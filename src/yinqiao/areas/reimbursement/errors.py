"""Refusals about reimbursement: stable codes, one sentence each, what to do next; never a number, a name or a hospital."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, Invalid, NotFound

_AGAIN = "已填内容没有丢失，文件请重新选择。"


def wrong_invoice(fields: Mapping[str, str]) -> Invalid:
    """What was filled in cannot be taken."""
    return Invalid(
        "reimbursement.wrong_invoice", f"票据有内容需要修改，没有登记，{_AGAIN}", next_step="请按提示修改后再保存。", fields=fields
    )  # fmt: skip


def paid_already(words: str) -> Invalid:
    """The fund has paid at the counter of the hospital."""
    then = "已经直接结算的费用不用再报销；对结算有疑问的，请向医疗保障经办机构查询。"
    return Invalid(
        "reimbursement.paid_already", f"{words}没有登记，{_AGAIN}", next_step=then, fields={"file": f"{words}{then}"}
    )  # fmt: skip


def used_already() -> Conflict:
    """Somebody has handed it in, here or elsewhere in the city: whose case it is nobody is told."""
    words = "这张票据已在本市的报销申请中登记过，同一张票据不能报销两次。"
    then = "请核对票据号码；确信是第一次申报的，请联系医疗保障经办机构核查。"
    return Conflict(
        "reimbursement.used_already", f"{words}没有重复登记。", next_step=then, fields={"number": f"{words}{then}"}
    )  # fmt: skip


def file_used_already() -> Conflict:
    """The same file stands in a case."""
    words = "同一个票据文件已在本市的报销申请中上传过。"
    return Conflict(
        "reimbursement.file_used_already", f"{words}没有重复登记。", next_step="请核对是否选错了文件。", fields={"file": words}
    )  # fmt: skip


def closed_for_invoices() -> Conflict:
    """After acceptance the invoices stand as they were accepted."""
    return Conflict(
        "reimbursement.closed", "办件已受理或已办结，票据不能再增减，没有改动。",
        next_step="漏报的票据，可在本件办结后另行申请。",
    )  # fmt: skip


def no_invoice() -> Invalid:
    """Nothing to reimburse."""
    return Invalid(
        "reimbursement.no_invoice", "还没有登记票据，没有受理。", next_step="请先在办件页面“票据和预估”里登记票据。"
    )


def no_file() -> NotFound:
    """An invoice without a file."""
    return NotFound("reimbursement.no_file", "这张票据没有上传文件。")
