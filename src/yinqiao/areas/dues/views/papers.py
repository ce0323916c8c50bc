"""党费收据 and 党费退款凭证: what a payer takes home, and what a branch keeps of money that went back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from yinqiao.areas.dues import errors, queries
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.types import Method, Payer, RefundState, yuan
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.papers import Frame, Layout, PaperKind, Text, day_words, ids_of


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """A receipt for each payment that holds; Conflict for one that was reversed."""
    return [_frame(actor.scope, one) for one in ids_of(subjects)]


def _frame(scope: Scope, payment_id: UUID) -> Frame:
    row = queries.get_payment(scope=scope, payment_id=payment_id)
    if row.is_reversed:
        raise errors.reversed_already()
    parts = queries.list_parts(scope=scope, payment_id=payment_id)
    payer = Payer(row.payer).label + (f"：{row.payer_note}" if row.payer_note else "")
    listed = "；".join(f"{name} {yuan(fen):,.2f} 元" for _, name, fen in parts)
    texts = {
        "收据号": row.receipt_no, "党员": listed, "金额": f"{yuan(row.fen):,.2f}", "方式": Method(row.method).label,
        "交款人": payer, "交款日期": _day(row.paid_on), "收款人": row.taken_by, "收款单位": places().label(row.place_no),
    }  # fmt: skip
    return Frame(f"收据 {row.receipt_no}", texts)


def _day(day: date) -> str:
    return day_words(day)


RECEIPT = PaperKind(
    code="dues-receipt", title="党费收据", short="党费收据", subject="dues_payment", mark="党费",
    source="中组发〔2008〕3号：交纳党费应有收据或记入党费证、台账；格式由城市确定", roles=frozenset(COLLECTORS), load=_load,
    texts={
        "收据号": Text("支部年度内的收据序号", "2026-0001"), "党员": Text("为谁交纳，各多少", "张示例 25.00 元"),
        "金额": Text("合计金额（元）", "25.00"), "方式": Text("现金、转账或手机支付", "现金"),
        "交款人": Text("谁来交的", "党员本人"), "交款日期": Text("交款日期", "2026年3月2日"),
        "收款人": Text("经手人", "李示例"), "收款单位": Text("党支部所在的社区、街道", "示例街道"),
    },
    layout=Layout(
        (
            "收据号：{{ 收据号 }}　　交款日期：{{ 交款日期 }}", "今收到党费人民币 {{ 金额 }} 元（{{ 方式 }}）。", "党员：{{ 党员 }}",
            "交款人：{{ 交款人 }}", "收款单位：{{ 收款单位 }}　　收款人：{{ 收款人 }}",
        ),
        signs=("收款党支部",),
    ),
)  # fmt: skip


def _load_refunds(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """A voucher for each refund that has arrived; Conflict `dues.refund_not_done` for one that has not."""
    return [_refund_frame(actor.scope, one) for one in ids_of(subjects)]


def _refund_frame(scope: Scope, refund_id: UUID) -> Frame:
    row = queries.get_refund(scope=scope, refund_id=refund_id)
    payment = row.order.payment
    if row.state != RefundState.DONE or row.ended_on is None or row.decided_on is None or payment is None:
        raise errors.refund_not_done()
    texts = {
        "退款单号": row.number, "支付平台退款单号": row.refund_id, "原收据号": payment.receipt_no,
        "党员": row.account.member.name, "金额": f"{yuan(row.fen):,.2f}", "原因": row.reason,
        "提请": f"{row.proposed_name}　{_day(row.proposed_on)}", "复核": f"{row.decided_name}　{_day(row.decided_on)}",
        "退回日期": _day(row.ended_on), "退款单位": places().label(row.place_no),
    }  # fmt: skip
    return Frame(f"退款 {row.number}", texts)


REFUND = PaperKind(
    code="dues-refund", title="党费退款凭证", short="退款凭证", subject="dues_refund", mark="党费退",
    source="《会计基础工作规范》（财政部令第98号）第五十一条：退款须有退货或退款凭证及对方收款凭证；格式由城市确定",
    roles=frozenset(COLLECTORS), load=_load_refunds,
    texts={
        "退款单号": Text("本单位的退款单号", "TK202603020000"), "支付平台退款单号": Text("支付平台的退款单号", "50000000000000"),
        "原收据号": Text("所退的那笔收款的收据号", "2026-0001"), "党员": Text("退给谁", "张示例"),
        "金额": Text("退款金额（元）", "25.00"), "原因": Text("退款原因", "重复交费"),
        "提请": Text("提请人和日期", "李示例　2026年3月2日"), "复核": Text("复核人和日期", "王示例　2026年3月3日"),
        "退回日期": Text("支付平台退回的日期", "2026年3月3日"), "退款单位": Text("党支部所在的社区、街道", "示例街道"),
    },
    layout=Layout(
        (
            "|退款单号|{{ 退款单号 }}|原收据号|{{ 原收据号 }}", "|党员|{{ 党员 }}|金额（元）|{{ 金额 }}", "|原因|{{ 原因 }}",
            "|退回日期|{{ 退回日期 }}|退回方式|原路退回（手机支付）", "|支付平台退款单号|{{ 支付平台退款单号 }}",
            "|提请|{{ 提请 }}|复核|{{ 复核 }}", "退款单位：{{ 退款单位 }}",
        ),
        signs=("退款党支部",),
    ),
)  # fmt: skip
