"""Refusals about dues: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused, Unavailable


def not_possible(field: str, text: str) -> Invalid:
    """What was filled in cannot be so; said beside the field."""
    return Invalid("dues.not_possible", f"{text}没有任何改动。", next_step="请改正后再提交。", fields={field: text})


def changed_meanwhile() -> Conflict:
    """Somebody else dealt with it since this officer opened it."""
    return Conflict(
        "dues.changed_meanwhile",
        "您打开之后，这一项已由他人办理过，您的操作没有生效，党费账没有变化。",
        next_step="请刷新页面，查看最新情况后再办理。",
    )


def reason_missing() -> Invalid:
    """The dues of a year are fixed at its start; a change says why."""
    return Invalid(
        "dues.reason_missing",
        "这一年的党费已经核定，一般当年不变。",
        next_step="确需更改的，请写明原因后再提交。",
        fields={"reason": "这一年已经核定过，更改须写明原因。"},
    )


def overlapping() -> Conflict:
    """Two decisions of one kind for the same month."""
    return Conflict(
        "dues.overlapping",
        "这几个月里已有一项减免或停收（待批准或已批准），没有重复登记。",
        next_step="请先查看该党员的减免记录；需要更改的，先撤回待批准的一项。",
    )


def not_by_the_same() -> Refused:
    """Two people: who proposed does not approve."""
    return Refused(
        "dues.not_by_the_same",
        "提请人不能自己批准，减免没有变化。",
        next_step="请由上级党组织的另一位同志办理。",
    )


def not_above() -> Refused:
    """The next level approves, not the branch itself."""
    return Refused(
        "dues.not_above",
        "减免由上一级党组织批准，本支部不能批准自己的提请。",
        next_step="请等待街道（区县、市）党组织办理。",
    )


def over_six() -> Refused:
    """More months than may be made up."""
    return Refused(
        "dues.over_six",
        "欠交超过 6 个月，不能直接补交，账上没有变化。",
        next_step="请先由党支部研究（了解原因、谈话），再填写支部研究日期后收取。",
    )


def too_far_ahead() -> Invalid:
    """More than six months ahead."""
    return Invalid(
        "dues.too_far_ahead",
        "预交不能超过 6 个月，没有收款。",
        next_step="请减少金额后再提交。",
        fields={"amount": "预交不能超过 6 个月。"},
    )


def no_standard() -> Conflict:
    """Nothing is worked out yet."""
    return Conflict(
        "dues.no_standard",
        "所选党员中有还没有核定党费的，没有收款。",
        next_step="请先登记该党员的养老金数（或低保），再收党费。",
    )


def not_enough(book: str) -> Invalid:
    """More than the account holds."""
    return Invalid(
        "dues.not_enough",
        f"“{book}”的余额不够，没有登记。",
        next_step="请核对金额。",
        fields={"fen": f"超过“{book}”的余额。"},
    )


def voucher_taken() -> Conflict:
    """One voucher, one transfer."""
    return Conflict("dues.voucher_taken", "这个凭证号已经登记过，没有重复登记。", next_step="请在党费账本中查看。")


def reversed_already() -> Conflict:
    """Undone once."""
    return Conflict("dues.reversed_already", "这一笔已经冲正，没有再次冲正。", next_step="请刷新页面查看。")


def refund_by_the_same() -> Refused:
    """Two people: who asks for money to go back does not send it."""
    return Refused(
        "dues.refund_by_the_same",
        "提请人不能自己复核，没有退款。",
        next_step="请由另一位同志复核。",
    )


def refund_too_much(left: str) -> Invalid:
    """More than was paid and is still there."""
    return Invalid(
        "dues.refund_too_much",
        f"这笔交费最多还能退 {left} 元（已退和正在退的不能再退），没有提请退款。",
        next_step="请减少金额后再提交。",
        fields={"fen": f"最多还能退 {left} 元。"},
    )


def not_refundable() -> Conflict:
    """Nothing that came through the provider, or booked back already."""
    return Conflict(
        "dues.not_refundable",
        "只有手机支付、没有冲正的收款才能原路退回，没有提请退款。",
        next_step="现金或转账收的，退还后在收款页面冲正。",
    )


def refund_not_done() -> Conflict:
    """A voucher says that the money is back: not before it is."""
    return Conflict(
        "dues.refund_not_done",
        "这笔退款还没有退到付款账户，不能打印退款凭证。",
        next_step="请点“查询结果”，退到后再打印。",
    )


def refund_under_way() -> Conflict:
    """Money of this payment goes back, or went."""
    return Conflict(
        "dues.refund_under_way",
        "这笔收款有退款（待复核、退款中或已退），不能再冲正，账上没有变化。",
        next_step="请在收款页面查看退款。",
    )


def spent() -> Conflict:
    """The money of a payment has gone on."""
    return Conflict(
        "dues.spent",
        "这笔钱已经划走，冲正后账户余额会不够，没有冲正。",
        next_step="请先冲正后来的划转，再冲正这一笔。",
    )


def nothing_owed() -> Conflict:
    """Of those chosen nobody owes anything."""
    return Conflict("dues.nothing_owed", "所选党员都没有欠交，没有收款。", next_step="预交的请在各人的账户页面收。")


def over_six_self() -> Refused:
    """A member who owes more than may be made up pays with the branch's help."""
    return Refused(
        "dues.over_six_self",
        "您有 6 个月以上没有交党费，手机上不能补交，没有扣钱。",
        next_step="请给社区打电话，党支部会帮您办。",
    )


def nothing_owed_self() -> Conflict:
    """Nothing to pay."""
    return Conflict("dues.nothing_owed_self", "您的党费已经交清，没有扣钱。", next_step="下个月再来看看。")


def provider_silent() -> Unavailable:
    """The provider did not answer."""
    return Unavailable(
        "dues.provider_silent", "支付平台暂时没有回应，没有扣钱。", next_step="请过几分钟再试，或到社区交。"
    )
