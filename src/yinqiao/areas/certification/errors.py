"""Refusals about certification: stable codes, one sentence each, what to do next; never a name or a number."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def day_not_possible(field: str, sentence: str) -> Invalid:
    """A day in the future, before the birth, or too far away."""
    return Invalid("certification.day_not_possible", sentence, next_step="请改正日期。", fields={field: sentence})


def mandate_missing() -> Invalid:
    """An officer certifies because the agency entrusted it, by a document with a number."""
    sentence = "请填写社保经办机构的委托文号，没有保存。"
    return Invalid(
        "certification.mandate_missing", sentence, next_step="请填写后再提交。", fields={"mandate_no": sentence}
    )


def reference_missing() -> Invalid:
    """A certification abroad has the number of the consulate or of its application."""
    sentence = "境外认证请填写使领馆或“中国领事”办理编号，没有保存。"
    return Invalid(
        "certification.reference_missing", sentence, next_step="请填写后再提交。", fields={"reference": sentence}
    )


def reference_taken() -> Conflict:
    """The same number of the provider stands with another result."""
    return Conflict(
        "certification.reference_taken", "这个办理编号已用于另一条认证结果，没有保存。", next_step="请核对编号。"
    )


def none_required(label: str) -> Refused:
    """Nobody of the choice needs a certification."""
    return Refused(
        "certification.none_required", f"所选人员现在无需{label}，没有改动。", next_step="请刷新名单后重新选择。"
    )


def not_undoable() -> Conflict:
    """A record of somebody else's office, or one that was taken back before."""
    return Conflict(
        "certification.not_undoable", "这条记录已经撤销，或不是社区办理的，没有改动。",
        next_step="人社部门的结果有误的，请由人社部门更正。",
    )  # fmt: skip


def nothing_to_send() -> Conflict:
    """Nothing was certified here since the last file."""
    return Conflict(
        "certification.nothing_to_send",
        "上一份报送之后没有新的认证结果，没有生成报送。",
        next_step="有新结果后再生成。",
    )


def receipt_there() -> Conflict:
    """The receipt was noted before."""
    return Conflict(
        "certification.receipt_there", "这份报送已经登记过回执，没有改动。", next_step="请刷新页面查看现在的情况。"
    )


def receipt_missing() -> Invalid:
    """A receipt has a number."""
    sentence = "请填写回执编号，没有保存。"
    return Invalid(
        "certification.receipt_missing", sentence, next_step="请填写后再提交。", fields={"receipt_no": sentence}
    )


def may_not_send() -> Refused:
    """Only the agency's officer and the city's manager send results."""
    return Refused(
        "certification.may_not_send",
        "认证结果由市级或经办机构报送，没有改动。",
        next_step="请联系市级管理员或经办机构。",
    )


def too_many_on_paper(most: int) -> Invalid:
    """A list of calls is a page or ten, not a district."""
    return Invalid(
        "certification.too_many_on_paper",
        f"一次最多打印 {most} 人，没有生成。",
        next_step="请按社区或状态筛选后分次打印。",
    )


def no_app() -> Refused:
    """The city has no app that compares faces, or none is named here."""
    return Refused(
        "certification.no_app",
        "这里还不能在手机上认证，没有开始。",
        next_step="请用别的办法：去社区，或者请社区上门，都不收钱。",
    )


def number_unknown() -> Refused:
    """The register knows no ID number by which the app could find the person."""
    return Refused(
        "certification.number_unknown",
        "登记里没有您的身份证号，不能在手机上认证，没有开始。",
        next_step="请给社区打电话，请他们补上。",
    )


def online_over() -> Conflict:
    """It took too long, or was begun elsewhere."""
    return Conflict(
        "certification.online_over",
        "这次认证已经过了时间，没有记下。",
        next_step="请回到“我的认证”，再点一次“现在认证”。",
    )


def online_told() -> Conflict:
    """The same result came twice."""
    return Conflict(
        "certification.online_told", "这次认证的结果已经记过，没有重复登记。", next_step="请在“我的认证”里查看。"
    )


def online_refused() -> Invalid:
    """Not the app's word, or about another request."""
    return Invalid(
        "certification.online_refused", "收到的认证结果核对不上，没有记下，您的养老金不受影响。",
        next_step="请回到“我的认证”重新认证一次；还不行的，请给社区打电话。",
    )  # fmt: skip
