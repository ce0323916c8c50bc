"""党费收据: what a payer takes home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from yinqiao.areas.dues import errors, queries
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.types import Method, Payer, yuan
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
