"""Codes and rows of the room of checklists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

from yinqiao.areas.agreements.types import Side
from yinqiao.kernel.labels import Labelled


class Strand(Labelled):
    """What of a handover an item prepares."""

    PEOPLE = "people", "人员"
    NOTICE = "notice", "告知与衔接"
    PARTY = "party", "党组织关系"
    ARCHIVES = "archives", "人事档案"
    ASSETS = "assets", "服务场所"
    FUNDS = "funds", "费用"


class ItemState(Labelled):
    """Where an item stands; the allowed steps are in `rules.py`."""

    OPEN = "open", "待准备"
    REPORTED = "reported", "待对方确认"
    CONFIRMED = "confirmed", "已就绪"
    WAIVED = "waived", "不适用"
    NOT_AGREED = "not_agreed", "协议未约定"


class ItemStep(Labelled):
    """What can be done with an item; the label is the word on the button."""

    REPORT = "report", "报告已就绪"
    TAKE_BACK = "take_back", "收回报告"
    ASSIGN = "assign", "修改责任人和期限"
    CONFIRM = "confirm", "确认就绪"
    SEND_BACK = "send_back", "退回"
    WAIVE = "waive", "确认不适用"
    REOPEN = "reopen", "重新准备"
    DROP = "drop", "协议不再约定"
    RENEW = "renew", "协议重新约定"


class Turn(StrEnum):
    """What a list of items is filtered by: whose move it is, and how pressing; what has risen has done so to the reader."""

    OVERDUE = "overdue"
    SOON = "soon"
    MINE = "mine"
    ANSWER = "answer"
    OTHERS = "others"
    LATE = "late"
    RISEN = "risen"


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """One item of the rulebook. `needs` is the number of the agreement without which it does not arise.

    It is owed by `side`, in practice by `department`, `days` after the first day of the handover (negative: before).
    `list` is the kind of list in which the system itself sees how far it is; `weight` its share of the score.
    """

    code: str
    strand: Strand
    title: str
    department: str
    side: Side
    days: int
    weight: int
    source: str
    standing: str
    needs: str = ""
    list: str = ""
    needs_file: bool = False


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item as the officer saw it: `lock_version` tells whether it has changed since."""

    id: UUID
    lock_version: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is said of an item that is ready, with a scan where there is one."""

    remark: str
    scan: BinaryIO | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who takes care of an item, and until when."""

    owner_name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready an agreement is: items that count, those that are ready, and the share of the ready ones by weight."""

    items: int
    ready: int
    reported: int
    overdue: int
    score: int | None

    @property
    def of_words(self) -> str:
        """Out of how many."""
        return f"共 {self.items} 项"


@dataclass(frozen=True, slots=True)
class TurnCounts:
    """What asks for a side: counts of items."""

    overdue: int
    soon: int
    to_answer: int
    risen: int
