"""Refusals about statements: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def not_readable(text: str, row_no: int = 0) -> Invalid:
    """The file is no statement that can be trusted; `row_no` is the line as people count it."""
    where = f"第 {row_no} 行：" if row_no else ""
    message = f"{where}{text}"
    return Invalid(
        "reconciliation.not_readable", f"{message}没有登记任何内容。", next_step="请重新下载完整的对账单，不要改动，再上传。",
        fields={"file": f"{message}没有登记任何内容。"},
    )  # fmt: skip


def file_too_large(limit: int) -> Invalid:
    """More bytes than are read."""
    mb = limit // (1024 * 1024)
    text = f"文件（解压后）不能超过 {mb} MB，没有保存。"
    return Invalid("reconciliation.file_too_large", text, next_step="请按月分别下载、上传。", fields={"file": text})


def not_of_provider() -> Refused:
    """The provider's account is the city's."""
    return Refused(
        "reconciliation.not_of_provider",
        "微信支付商户账户是全市一个，账单由市级核对，没有保存。",
        next_step="请上传本单位党费专户的银行对账单。",
    )


def not_open() -> Conflict:
    """Settled by somebody else meanwhile, or nothing to settle."""
    return Conflict(
        "reconciliation.not_open", "这一行已由他人处理，或不用处理，没有改动。", next_step="请刷新页面查看。"
    )


def by_the_same() -> Refused:
    """Two people where the ledger's money is in question."""
    return Refused(
        "reconciliation.by_the_same", "提出处理的人不能自己复核，没有改动。", next_step="请由另一位同志复核。"
    )


def header_missing() -> Invalid:
    """A header that says nothing."""
    text = "请照文件填写列名。"
    return Invalid(
        "reconciliation.header_missing", f"{text}没有改动。", next_step="请填写后再提交。", fields={"header": text}
    )


def reason_missing() -> Invalid:
    """A reason has its words."""
    return Invalid(
        "reconciliation.reason_missing", "请写明怎么核对的，没有改动。", next_step="请填写后再提交。",
        fields={"words": "请写明怎么核对的。"},
    )  # fmt: skip


def removed_already() -> Conflict:
    """The statement counts no more, or its removal is under way or was answered."""
    return Conflict(
        "reconciliation.removed_already", "这份对账单已撤销，或者已有人提出撤销、已经复核，没有改动。",
        next_step="请刷新页面查看。",
    )  # fmt: skip


def taken_meanwhile() -> Conflict:
    """Another statement of the same days came while this one was looked at."""
    return Conflict(
        "reconciliation.taken_meanwhile", "刚才有同一时期的另一份对账单上传，没有撤销，没有改动。", next_step="请重新打开页面核对后再撤销。"
    )  # fmt: skip


def removed_by_the_same() -> Refused:
    """Findings were settled on it: nobody removes it alone."""
    return Refused(
        "reconciliation.removed_by_the_same", "提出撤销的人不能自己复核，没有改动。", next_step="请由另一位同志复核。"
    )  # fmt: skip


def removal_reason_missing() -> Invalid:
    """Why it goes."""
    text = "请写明为什么撤销。"
    return Invalid(
        "reconciliation.removal_reason_missing",
        f"{text}没有改动。",
        next_step="请填写后再提交。",
        fields={"words": text},
    )
