"""Codes and shapes of survivor benefits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from yinqiao.kernel.labels import Labelled

ITEM: Final = "survivor_benefit"
DECIDED: Final = "cn.yinqiao.survivors.decided.v1"


class Cause(Labelled):
    """Of what kind the death was, as far as it decides which insurance pays; never of which illness."""

    ILL = "ill", "因病或者非因工"
    WORK = "work", "因工（已认定工伤）"


class Other(Labelled):
    """Whether another insurance has paid a funeral grant already."""

    NONE = "none", "没有领过"
    TAKEN = "taken", "已从工伤保险或失业保险领取"


class Outcome(Labelled):
    """What human resources decided."""

    GRANTED = "granted", "核定支付"
    REFUSED = "refused", "不予支付"


class Ground(Labelled):
    """Why nothing is paid: the grounds of the item."""

    WORK_INJURY = "work_injury", "属于工伤保险的待遇"
    OTHER_TAKEN = "other_taken", "已领取其他保险的丧葬补助金"
    NOT_SURVIVOR = "not_survivor", "申请人不是可以领取的遗属"
    PAID = "paid", "已经支付给其他遗属"


@dataclass(frozen=True, slots=True)
class Life:
    """What decides the sum: whole years paid in and whole years drawn, None where nobody knows."""

    paid_years: int | None
    drawn_years: int | None


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the rule comes to, always an estimate, in fen; `is_least` where a fact is missing and more may be due."""

    funeral_fen: int
    months: int
    lump_fen: int
    lines: tuple[str, ...]
    is_least: bool = False

    @property
    def total_fen(self) -> int:
        """Both together."""
        return self.funeral_fen + self.lump_fen


@dataclass(frozen=True, slots=True)
class CaseBenefit:
    """A case with what the rule comes to, the facts it was computed from and whence they are, the rules and who is meant."""

    case: Any
    benefit: Benefit
    facts: tuple[tuple[str, str, str], ...]
    source: str
    income_source: str
    is_income_assumed: bool
    died_on: date | None
    answers: Mapping[str, str]
