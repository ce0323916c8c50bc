"""Codes and rows of the room of funds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO
from uuid import UUID

from yinqiao.areas.agreements.types import Side
from yinqiao.kernel.labels import Labelled

ZERO = Decimal(0)


class Flow(Labelled):
    """Which way money goes: from the enterprise to the place, or back."""

    PAYMENT = "payment", "付款"
    REFUND = "refund", "退款"

    @property
    def payer(self) -> Side:
        """Whose money it was."""
        return Side.ENTERPRISE if self is Flow.PAYMENT else Side.PLACE


class PaymentState(Labelled):
    """Where a payment stands; the allowed steps are in `rules`."""

    NOTED = "noted", "待对方确认"
    CONFIRMED = "confirmed", "已到账"
    RETURNED = "returned", "被退回"
    WITHDRAWN = "withdrawn", "已撤回"
    REPLACED = "replaced", "已由新登记代替"


class PaymentStep(Labelled):
    """What can be done with a payment; the label is the word on the button."""

    CONFIRM = "confirm", "确认到账"
    SEND_BACK = "send_back", "退回"
    WITHDRAW = "withdraw", "撤回登记"
    RENEW = "renew", "重新登记"
    CORRECT = "correct", "更正"
    REPLACE = "replace", "由新登记代替"


class Turn(Labelled):
    """For whom a payment waits, seen from one side."""

    ANSWER = "answer", "待本方确认"
    RISEN = "risen", "下级逾期未确认"
    RETURNED = "returned", "被退回，待本方处理"
    OTHERS = "others", "待对方确认"


class DueState(Labelled):
    """How far one instalment has come."""

    OPEN = "open", "未付款"
    PART = "part", "部分付款"
    PAID = "paid", "已付款，待确认到账"
    SETTLED = "settled", "已到账"


@dataclass(frozen=True, slots=True)
class SeenPayment:
    """A payment as the officer saw it: `lock_version` tells whether it has changed since."""

    id: UUID
    lock_version: int


@dataclass(frozen=True, slots=True)
class Voucher:
    """What was paid: kind of money, yuan, day, the voucher's number and its scan. `remark` is for the other side."""

    kind: str
    amount: Decimal
    paid_on: date
    voucher_no: str
    scan: BinaryIO | None = None
    scan_name: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SendBack:
    """Why a payment is sent back: a code of the rulebook, and words."""

    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of the rulebook for sending a payment back. With `needs_note` words must say more."""

    code: str
    label: str
    needs_note: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A payment as sums see it. A correction counts from its confirmation, when what it corrects ceases to."""

    kind: str
    flow: Flow
    state: PaymentState
    amount: Decimal
    noted_on: date
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one kind of money: what the payer says was paid, and of it what was received; refunds taken off once received."""

    paid: Decimal = ZERO
    received: Decimal = ZERO
    waits_since: date | None = None

    @property
    def waits(self) -> Decimal:
        """Paid, and not confirmed yet."""
        return self.paid - self.received


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment as it holds by all signed papers."""

    kind: str
    due_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DueLine:
    """An instalment with what was paid and received for it: the earliest is paid first."""

    due: Due
    paid: Decimal = ZERO
    received: Decimal = ZERO

    @property
    def rest(self) -> Decimal:
        """Not paid yet."""
        return self.due.amount - self.paid

    @property
    def state(self) -> DueState:
        """How far it has come."""
        if self.received == self.due.amount:
            return DueState.SETTLED
        if not self.rest:
            return DueState.PAID
        return DueState.PART if self.paid else DueState.OPEN

    def is_late(self, today: date) -> bool:
        """Whether something should have been paid by now."""
        return self.rest > 0 and self.due.due_on < today


@dataclass(frozen=True, slots=True)
class Account:
    """The money of one agreement, kind by kind: its instalments, and its sums."""

    lines: tuple[DueLine, ...]
    sums: dict[str, Sums]

    def agreed(self, kind: str) -> Decimal:
        """What holds of one kind."""
        return sum((one.due.amount for one in self.lines if one.due.kind == kind), ZERO)

    def surplus(self, kind: str) -> Decimal:
        """What was paid of one kind beyond what holds."""
        return max(self.sums.get(kind, Sums()).paid - self.agreed(kind), ZERO)

    @property
    def kinds(self) -> list[str]:
        """Every kind that was agreed or paid."""
        return list(dict.fromkeys([*(one.due.kind for one in self.lines), *self.sums]))


@dataclass(frozen=True, slots=True)
class DueRow:
    """An instalment in the list of all agreements."""

    agreement_id: UUID
    agreement_no: str
    enterprise_id: int
    enterprise: str
    place_no: int
    line: DueLine
    is_live: bool


@dataclass(frozen=True, slots=True)
class TurnCounts:
    """What asks for a side; the counts equal the lists they open."""

    answer: int
    risen: int
    returned: int
    late: int
    soon: int
