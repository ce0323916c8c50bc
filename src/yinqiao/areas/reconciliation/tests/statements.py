"""Statements as the provider and banks publish them, made for tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.party.tests.transfers import SYSTEM
from yinqiao.areas.reconciliation import services
from yinqiao.areas.reconciliation.models import Line, Statement
from yinqiao.areas.reconciliation.types import Kind, Reason, Settlement
from yinqiao.platform.access import Actor, acting

_HEADER = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,"
    "代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
_SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


def yuan(fen: int) -> str:
    """`25.00`."""
    return f"{fen / 100:.2f}"


def paid(number: str, fen: int, on: date, transaction: str = "") -> list[str]:
    """A line of 交易账单: paid."""
    told = transaction or f"4200{number}"
    return [
        f"{on:%Y-%m-%d} 09:30:00", "wxdemo", "1900000001", "0", "", told, number, "openid", "NATIVE", "SUCCESS", "OTHERS", "CNY",
        yuan(fen), "0.00", "0", "0", "0.00", "0.00", "", "", "社区服务交费", "", "0.01", "0.60%", yuan(fen), "0.00", "",
    ]  # fmt: skip


def given_back(number: str, refund: str, fen: int, on: date) -> list[str]:
    """A line of 交易账单: given back."""
    return [
        f"{on:%Y-%m-%d} 10:30:00", "wxdemo", "1900000001", "0", "", f"4200{number}", number, "openid", "NATIVE", "REFUND",
        "OTHERS", "CNY", "0.00", "0.00", f"5000{refund}", refund, yuan(fen), "0.00", "ORIGINAL", "SUCCESS", "社区服务交费", "",
        "0.00", "0.60%", "0.00", yuan(fen), "",
    ]  # fmt: skip


def wechat(*lines: Sequence[str], off: int = 0) -> bytes:
    """交易账单 with its sums, which `off` fen make wrong."""
    came = sum(round(float(one[12]) * 100) for one in lines) + off
    back = sum(round(float(one[16]) * 100) for one in lines)
    fee = sum(round(float(one[22]) * 100) for one in lines)
    body = [",".join(f"`{cell}" for cell in one) for one in lines]
    sums = [str(len(lines)), yuan(came), yuan(back), "0.00", yuan(fee), yuan(came), yuan(back)]
    text = "\r\n".join([_HEADER, *body, _SUMS, ",".join(f"`{cell}" for cell in sums), ""])
    return text.encode("utf-8-sig")


def bank(*lines: tuple[date, int, str, str], opening: int = 0, encoding: str = "gb18030") -> bytes:
    """A bank's statement: day, fen, voucher, words of each line; balances follow."""
    text, balance = ["交易日期,摘要,凭证号,借方发生额,贷方发生额,余额,对方户名"], opening
    for on, fen, number, words in lines:
        balance += fen
        out, came = (yuan(-fen), "") if fen < 0 else ("", yuan(fen))
        text.append(f"{on:%Y%m%d},{words},{number},{out},{came},{yuan(balance)},某某 6222020200112233445")
    return "\n".join(text).encode(encoding)


def take(actor: Actor, kind: Kind, content: bytes, at: datetime, name: str = "账单.csv") -> UUID:
    """Take a statement in."""
    file = io.BytesIO(content)
    file.name = name
    return services.take_statement(actor=actor, at=at, kind=kind, file=file).statement_id


def found(statement_id: UUID) -> list[tuple[str, str, int]]:
    """What was found of each line: code, state, fen."""
    with acting(SYSTEM):
        rows = Line.objects.filter(statement_id=statement_id).order_by("row_no", "fen", "id")
        return list(rows.values_list("found", "state", "fen"))


def line(statement_id: UUID, code: str) -> Line:
    """The only line that came out so."""
    with acting(SYSTEM):
        return Line.objects.get(statement_id=statement_id, found=code)


def row(statement_id: UUID) -> Statement:
    """The statement as it stands."""
    with acting(SYSTEM):
        return Statement.objects.get(pk=statement_id)


def said(reason: Reason = Reason.OTHER_MONEY, words: str = "已核实") -> Settlement:
    """What a person says."""
    return Settlement(reason, words)
