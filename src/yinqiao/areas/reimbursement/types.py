"""Codes and shapes of reimbursement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

ITEM: Final = "medical_reimbursement"
REIMBURSED: Final = "cn.yinqiao.medical.reimbursed.v1"


class Care(Labelled):
    """What was paid for; nothing says of which illness."""

    OUTPATIENT = "outpatient", "门诊"
    INPATIENT = "inpatient", "住院"


class Level(Labelled):
    """The level of the hospital, by which the rule pays."""

    FIRST = "first", "一级及以下医疗机构"
    SECOND = "second", "二级医院"
    THIRD = "third", "三级医院"


class InvoiceState(Labelled):
    """`released`: its case ended without a decision to pay, the invoice may be used again."""

    STANDING = "standing", "在用"
    RELEASED = "released", "已释放"


class Outcome(Labelled):
    """What medical insurance decided."""

    GRANTED = "granted", "核定报销"
    REFUSED = "refused", "不予报销"


class Ground(Labelled):
    """Why it pays nothing: the grounds of the item."""

    SETTLED = "settled", "费用已经直接结算或已报销"
    OUTSIDE = "outside", "不属于基本医疗保险支付范围"
    LATE = "late", "超过申报期限"
    NOT_INSURED = "not_insured", "就医时不在参保有效期内"


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """One invoice as it is taken in; money in fen. `own_fen` is outside of what the insurance looks at."""

    number: str
    amount_fen: int
    hospital: str
    level: Level
    care: Care
    since: date
    until: date
    code: str = ""
    own_fen: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """One invoice as it was typed; what is left blank is as the file says."""

    level: Level
    care: Care
    code: str = ""
    number: str = ""
    amount: str = ""
    own: str = ""
    hospital: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice of a case as it is read."""

    id: UUID
    told: NewInvoice
    has_file: bool

    @property
    def tail(self) -> str:
        """The number as a page shows it."""
        return f"****{self.told.number[-4:]}"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the rule comes to, always an estimate: the sum of all invoices, each line with its reason, what is paid."""

    total_fen: int
    paid_fen: int
    lines: tuple[str, ...]


def when(one: Invoice) -> str:
    """The day, or from when to when."""
    told = one.told
    return f"{told.since:%Y-%m-%d}" if told.since == told.until else f"{told.since:%Y-%m-%d} 至 {told.until:%Y-%m-%d}"
