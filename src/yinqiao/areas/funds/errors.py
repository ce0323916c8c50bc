"""Refusals about payments: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, DomainError, Invalid, Refused


def changed_meanwhile() -> Conflict:
    """Somebody else dealt with the payment since this officer opened it."""
    return Conflict(
        "funds.changed_meanwhile",
        "您打开之后，这笔登记已由他人办理过，您的操作没有生效，登记没有变化。",
        next_step="请刷新页面，查看最新情况后再办理。",
    )


def step_not_open(state: str) -> Conflict:
    """The state of the payment does not allow this step."""
    return Conflict(
        "funds.step_not_open",
        f"这笔登记现在是“{state}”，不能进行这项操作，登记没有变化。",
        next_step="请返回协议的资金页面查看最新情况。",
    )


def agreement_over(state: str) -> Conflict:
    """Nothing new is paid under an agreement that has ended."""
    return Conflict(
        "funds.agreement_over",
        f"这份协议{state}，不能再登记新的付款或退款，已有登记没有变化。",
        next_step="已登记待确认的款项仍可确认或退回；其余请在余量说明中处理。",
    )


def not_your_step() -> Refused:
    """The step belongs to the other side."""
    return Refused(
        "funds.not_your_step",
        "这一步由对方办理，您不能代办。",
        next_step="请在协议的资金页面查看下一步由谁办理。",
    )


def not_possible(field: str, sentence: str) -> Invalid:
    """A value that nobody can mean."""
    return Invalid(
        "funds.not_possible", f"{sentence}登记没有保存。", next_step="请改正后重新提交。", fields={field: sentence}
    )


def voucher_taken() -> Conflict:
    """The same voucher stands under this agreement already."""
    return Conflict(
        "funds.voucher_taken",
        "这份协议下已有同一凭证号、同一款项的登记，本次没有保存，原登记没有变化。",
        next_step="请核对凭证号；原登记有误的，请对原登记更正或撤回。",
        fields={"voucher_no": "同一凭证号、同一款项已经登记。"},
    )


def beyond_received() -> Invalid:
    """More would go back than has come."""
    sentence = "退款合计不能多于已到账的金额。"
    return Invalid(
        "funds.beyond_received", f"{sentence}登记没有保存。", next_step="请核对金额。", fields={"amount": sentence}
    )


def correction_open() -> Conflict:
    """One correction at a time."""
    return Conflict(
        "funds.correction_open",
        "这笔登记已有一次更正等待对方确认，本次没有保存。",
        next_step="请等对方答复，或先撤回那次更正。",
    )


# Name of a constraint → what it means to who ran into it.
OF_CONSTRAINTS = {"funds_voucher_once": voucher_taken, "funds_one_correction": correction_open}


def of_constraint(name: str | None) -> DomainError | None:
    """The refusal behind a constraint; None when it guards against a fault of ours."""
    known = OF_CONSTRAINTS.get(name or "")
    return known() if known else None
