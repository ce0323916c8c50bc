"""Codes and shapes of the use of party dues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinqiao.kernel.labels import Labelled


class Purpose(Labelled):
    """For what: given back or down by the superior committee, or one of the five uses that the rules allow.

    中组发〔2008〕3号, the section on use; from memory.
    """

    RECEIVED = "received", "上级党组织下拨、返还"
    TRAINING = "training", "培训党员"
    READING = "reading", "订阅或购买党员教育报刊、资料和设备"
    PRAISE = "praise", "表彰先进"
    HARDSHIP = "hardship", "补助生活困难党员"
    DISASTER = "disaster", "补助受灾党员、修缮受灾教育设施"

    @property
    def is_spent(self) -> bool:
        """Whether money leaves."""
        return self is not Purpose.RECEIVED


@dataclass(frozen=True, slots=True)
class NewUse:
    """What is noted: `fen` is more than 0; `decided_on` the day of the meeting that decided on a spending."""

    purpose: Purpose
    fen: int
    used_on: date
    voucher_no: str
    about: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class YearUse:
    """What is published of a year: received, spent by purpose, in fen; what is left counts all years so far."""

    received: int
    spent: dict[Purpose, int]
    left: int

    @property
    def total(self) -> int:
        """All that was spent in the year."""
        return sum(self.spent.values())
