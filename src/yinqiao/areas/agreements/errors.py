"""Refusals about agreements: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, DomainError, Invalid, Refused


def changed_meanwhile() -> Conflict:
    """Somebody else changed the agreement since this officer opened it."""
    return Conflict(
        "agreements.changed_meanwhile",
        "您打开之后，这份协议已由他人办理过，您的操作没有生效，协议内容没有变化。",
        next_step="请刷新页面，查看最新内容后再办理。",
    )


def step_not_open(state: str) -> Conflict:
    """The state of the agreement does not allow this step."""
    return Conflict(
        "agreements.step_not_open",
        f"这份协议现在是“{state}”，不能进行这项操作，协议没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def not_your_step() -> Refused:
    """The step belongs to the other side, or to another office."""
    return Refused(
        "agreements.not_your_step",
        "这一步由对方或其他单位办理，您不能代办。",
        next_step="请在协议页面查看下一步由谁办理。",
    )


def terms_not_possible(fields: Mapping[str, str]) -> Invalid:
    """Terms that nobody can mean: negative, beyond every measure, contradicting each other."""
    return Invalid(
        "agreements.terms_not_possible",
        "协议内容有误：" + "".join(fields.values()),
        next_step="请改正后重新保存。",
        fields=fields,
    )


def not_a_party(field: str, sentence: str) -> Invalid:
    """An enterprise or a place that cannot be a party of this agreement."""
    return Invalid("agreements.not_a_party", sentence, next_step="请重新选择。", fields={field: sentence})


def date_not_possible(field: str, sentence: str) -> Invalid:
    """A date in the future or before what it must follow."""
    return Invalid("agreements.date_not_possible", sentence, next_step="请核对日期。", fields={field: sentence})


def note_required(field: str, sentence: str) -> Invalid:
    """Words are needed here."""
    return Invalid("agreements.note_required", sentence, next_step="请填写后重新提交。", fields={field: sentence})


def not_agreed_yet() -> Conflict:
    """Its words may still change: no paper is printed of them."""
    return Conflict(
        "agreements.not_agreed_yet",
        "协议还没有议定，不能打印正式文本，也没有占用编号。",
        next_step="请双方先在系统中议定；讨论稿可在“协议文本”中查看。",
    )


def supplement_open() -> Conflict:
    """A supplement is still under way."""
    return Conflict(
        "agreements.supplement_open",
        "还有补充协议没有备案，主协议不能办结或终止。",
        next_step="请先备案或撤销补充协议。",
    )


def batch_taken() -> Conflict:
    """The batch belongs to another agreement."""
    return Conflict(
        "agreements.batch_taken", "这一批次已关联到另一份移交协议。", next_step="请先在原协议解除关联，或选择其他批次。"
    )


def batch_not_of_parties() -> Invalid:
    """The batch is of an enterprise that the agreement does not cover, or was not submitted."""
    sentence = "只能关联本协议企业已提交的批次；协议未包括下属企业时，下属企业的批次不能关联。"
    return Invalid(
        "agreements.batch_not_of_parties", sentence, next_step="请重新选择批次。", fields={"batch": sentence}
    )


def batch_accepted() -> Conflict:
    """Something of the batch was received under the agreement."""
    return Conflict(
        "agreements.batch_accepted",
        "这一批次已有人员或档案被接收，不能解除关联。",
        next_step="如协议数量有变化，请起草补充协议。",
    )


# Name of a constraint → what it means to who ran into it.
OF_CONSTRAINTS = {
    "agreements_version_once": changed_meanwhile,
    "agreements_number_once": changed_meanwhile,
    "agreements_batch_once": batch_taken,
}


def of_constraint(name: str | None) -> DomainError | None:
    """The refusal behind a constraint; None when it guards against a fault of ours."""
    known = OF_CONSTRAINTS.get(name or "")
    return known() if known else None
