"""Codes and rows of party dues. Every sum is a number of fen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Basis(Labelled):
    """By what a member's dues are worked out."""

    PENSION = "pension", "每月实际领取的养老金"
    RELIEF = "relief", "享受最低生活保障"


class Source(Labelled):
    """Who told the base of a year."""

    MEMBER = "member", "党员本人申报"
    FORMER = "former", "原企业党组织移交的核定数"
    AGENCY = "agency", "社保机构的养老金发放证明"
    CIVIL = "civil", "民政部门的低保证明"


class Why(Labelled):
    """Which rule gave the sum of a month."""

    LOW = "low", "按低档比例"
    HIGH = "high", "按高档比例"
    RELIEF = "relief", "低保党员定额"
    REDUCED = "reduced", "经批准少交"
    EXEMPT = "exempt", "经批准免交"


class End(Labelled):
    """Why nothing more is charged."""

    DIED = "died", "已去世"
    MOVED = "moved", "组织关系已转出"


class Ruling(Labelled):
    """What the branch proposes and the next level approves."""

    REDUCE = "reduce", "少交党费"
    EXEMPT = "exempt", "免交党费"
    SUSPEND = "suspend", "停止党籍期间停收"


class RulingState(Labelled):
    """Where a proposal stands."""

    PROPOSED = "proposed", "待上级批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Book(Labelled):
    """The accounts of the ledger."""

    RECEIVABLE = "receivable", "应收党费"
    CHARGED = "charged", "计收党费"
    CASH = "cash", "库存现金"
    BANK = "bank", "党费专户"
    CLEARING = "clearing", "支付平台待结算"
    REFUNDING = "refunding", "退款在途"
    HANDED_UP = "handed_up", "已上缴上级党组织"


class EntryKind(Labelled):
    """What an entry of the ledger records."""

    CHARGE = "charge", "计收"
    PAYMENT = "payment", "交纳"
    TRANSFER = "transfer", "划转"
    REFUND = "refund", "退款"


class Method(Labelled):
    """How dues come in. The money lies in the account of `book`."""

    CASH = "cash", "现金"
    BANK = "bank", "转账到党费专户"
    ONLINE = "online", "手机支付"

    @property
    def book(self) -> Book:
        """Where the money lies."""
        return {Method.CASH: Book.CASH, Method.BANK: Book.BANK}.get(self, Book.CLEARING)


# In which matter whoever acts for the member pays (代办授权).
MATTER: Final = "party_dues"


class Payer(Labelled):
    """Who pays."""

    SELF = "self", "党员本人"
    FAMILY = "family", "家属代交"
    MEMBER = "member", "其他党员代交"
    ENTERPRISE = "enterprise", "原企业统一代交"


class Move(Labelled):
    """Money that a branch moves on: from which account to which."""

    DEPOSIT = "deposit", "现金存入专户"
    SETTLE = "settle", "支付平台结算到专户"
    HAND_UP = "hand_up", "从专户上缴上级党组织"
    HAND_UP_CASH = "hand_up_cash", "以现金上缴上级党组织"

    @property
    def books(self) -> tuple[Book, Book]:
        """The account that it comes to, and the one that it leaves."""
        return {
            Move.DEPOSIT: (Book.BANK, Book.CASH),
            Move.SETTLE: (Book.BANK, Book.CLEARING),
            Move.HAND_UP: (Book.HANDED_UP, Book.BANK),
            Move.HAND_UP_CASH: (Book.HANDED_UP, Book.CASH),
        }[self]


class OrderState(Labelled):
    """Where a wish to pay online stands. That it has run out is read from its moment."""

    OPEN = "open", "待支付"
    PAID = "paid", "已支付"
    DIFFERS = "differs", "实付金额与订单不符"


class RefundState(Labelled):
    """Where money that goes back through the provider stands."""

    PROPOSED = "proposed", "待复核"
    REFUSED = "refused", "复核未通过"
    SENDING = "sending", "退款中"
    DONE = "done", "已退到付款账户"
    CLOSED = "closed", "支付平台已关闭，没有退"
    ABNORMAL = "abnormal", "退款异常，须在商户平台处理"


# Money of these is no longer there to be given back.
HELD_BACK = (RefundState.PROPOSED, RefundState.SENDING, RefundState.DONE, RefundState.ABNORMAL)


class Stands(Labelled):
    """How a member stands with the months up to now."""

    EVEN = "even", "已交清"
    OPEN = "open", "未交"
    REMIND = "remind", "拖欠三个月以上"
    OVER = "over", "拖欠超过六个月"


@dataclass(frozen=True, slots=True)
class Sum:
    """What a month costs, and by which rule."""

    fen: int
    why: Why


@dataclass(frozen=True, slots=True)
class Told:
    """The base of a year as somebody told it, with its evidence.

    `former_fen` is what the former enterprise's organisation had taken a month, where that was another sum.
    """

    year: int
    basis: Basis
    base_fen: int
    source: Source
    evidence: str
    former_fen: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the branch discussed: for which months, when, and why. `fen` is the sum a month where less is to be paid."""

    ruling: Ruling
    from_month: date
    until_month: date | None
    meeting_on: date
    reason: str
    fen: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """Money that came in at once, for one member or several: each with the sum.

    `meeting_on` is the day on which the branch discussed who owes more than may be made up.
    """

    method: Method
    payer: Payer
    paid_on: date
    parts: dict[UUID, int]
    payer_note: str = ""
    meeting_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that a branch moved on."""

    move: Move
    fen: int
    moved_on: date
    voucher_no: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the second person says of money that shall go back; a refusal has a note."""

    approves: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a member's account: the day or month, what it is, what it adds or takes off, what stands after it."""

    on: date
    title: str
    fen: int
    balance: int
    note: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Purse:
    """What a branch holds, account by account."""

    fens: dict[Book, int] = field(default_factory=dict)

    def of(self, book: Book) -> int:
        """The sum of one account."""
        return self.fens.get(book, 0)


def yuan(fen: int) -> Decimal:
    """Fen as yuan with two decimals: 1643 → 16.43."""
    return Decimal(fen).scaleb(-2)


def fen_of(amount: Decimal) -> int:
    """Yuan as fen; the amount has two decimals at the most."""
    return int(amount.scaleb(2))
