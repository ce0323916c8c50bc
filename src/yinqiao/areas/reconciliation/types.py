"""Codes and shapes of reconciliation. Every sum is a number of fen; what comes in is positive, what goes out negative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Kind(Labelled):
    """Whose statement it is."""

    WECHAT = "wechat", "微信支付交易账单"
    BANK = "bank", "银行对账单"


class Found(Labelled):
    """What the comparison says of a line. Codes are stored and shown: never rename one."""

    MATCHED = "matched", "一致"
    REFUND = "refund", "退款一致"
    DIFFERS = "differs", "金额不一致"
    UNBOOKED = "unbooked", "平台已办，账上没有入账"
    UNKNOWN = "unknown", "账上没有这个单号"
    SEVERAL = "several", "可能对应几笔"
    UNKNOWN_BANK = "unknown_bank", "账上没有的银行收支"
    MISSING = "missing", "账上有，账单没有"


class LineState(Labelled):
    """Whether a person has to look."""

    DONE = "done", "不用处理"
    OPEN = "open", "待处理"
    PROPOSED = "proposed", "待复核"
    SETTLED = "settled", "已处理"
    REMOVED = "removed", "随对账单撤销"


class StatementState(Labelled):
    """Whether a statement counts."""

    STANDING = "standing", "在用"
    PROPOSED = "proposed", "待复核撤销"
    REMOVED = "removed", "已撤销"


class Reason(Labelled):
    """Why a difference is none any more."""

    OTHER_DAY = "other_day", "跨日或跨期，另一份账单中已有"
    CORRECTED = "corrected", "已在党费账上更正（补登记、冲正或退款）"
    SAME_ONE = "same_one", "已核对，与账上的一笔相符"
    FEE = "fee", "手续费"
    INTEREST = "interest", "存款利息"
    OTHER_MONEY = "other_money", "不是党费"
    MISTAKEN = "mistaken", "他人误汇，已联系退回"


AGREED: Final = (Found.MATCHED, Found.REFUND)
# Where the ledger's money is in question, a second person looks at what the first one says.
BY_TWO: Final = (Found.DIFFERS, Found.UNBOOKED, Found.MISSING)
# Who may compare; the provider's account is the city's.
COMPARERS: Final = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
OF_PROVIDER: Final = ("city_manager",)
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_LINES: Final = 200_000


class BankField(Labelled):
    """What a column of a bank's statement may hold."""

    ON_DAY = "on_day", "交易日期"
    INCOME = "income", "收入金额"
    OUTGO = "outgo", "支出金额"
    AMOUNT = "amount", "发生额"
    SIDE = "side", "借贷标志"
    BALANCE = "balance", "余额"
    NUMBER = "number", "凭证号"
    PARTY = "party", "对方户名"
    WORDS = "words", "摘要"
    NOTHING = "", "不采用这一列"


@dataclass(frozen=True, slots=True)
class Read:
    """What a statement says as a whole: its days, what came and went, and the balance where it tells one."""

    first_on: date
    last_on: date
    in_fen: int
    out_fen: int
    fee_fen: int = 0
    opening_fen: int | None = None
    closing_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person says of a difference."""

    reason: Reason
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the upload led to: the statement, and whether it is a new one."""

    statement_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Rested:
    """What rests on a statement: lines that people settled or that led to a correction of the ledger, whose corrections stand;
    how many lines go on to other statements, which have them too, and how many go."""

    lines: tuple[Any, ...]
    others: tuple[Any, ...]
    goes: int

    @property
    def by_two(self) -> bool:
        """Whether somebody has settled a finding: then nobody removes the statement alone."""
        return any(one.reason for one in self.lines)


@dataclass(frozen=True, slots=True)
class Explained:
    """The statement beside the ledger: both ends, and the parts that make the difference, to the fen."""

    statement_fen: int
    ledger_fen: int
    parts: tuple[tuple[str, int], ...]

    @property
    def rest(self) -> int:
        """What no part explains: always 0, which a test holds."""
        return self.statement_fen - self.ledger_fen - sum(fen for _, fen in self.parts)
