"""Codes and shapes of the city's own rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from yinqiao.kernel.labels import Labelled


class VersionState(Labelled):
    """Where a version stands. What is published never changes; before its day it may be taken back whole."""

    PROPOSED = "proposed", "待批准"
    PUBLISHED = "published", "已发布"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Standing(Labelled):
    """How sure we are of a rule, in the words of the page."""

    CONFIRMED = "confirmed", "有文件依据"
    FROM_MEMORY = "from_memory", "依据待核对"
    ASSUMED = "assumed", "暂定，待本市核定"


class Held(Labelled):
    """By which text a rule holds here."""

    SHIPPED = "shipped", "随系统提供"
    CITY = "city", "本市规则"
    FIXED = "fixed", "不由本市改动"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody proposes: values by their paths, from which day on, by which document and why."""

    rule_id: str
    values: dict[str, Any]
    valid_from: date
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in the list: what holds today and what waits."""

    id: str
    title: str
    source: str
    standing: str
    held: str
    since: date
    values: int
    waiting: bool

    @property
    def room(self) -> str:
        """The first part of the rule's id, as addresses have it."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The rest of it."""
        return self.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a version beside what it takes the place of, and what is shipped."""

    label: str
    shipped: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether the version says something else than what held before."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one worked example: the case in words, and the results where they read by themselves."""

    why: str
    is_changed: bool
    before: str
    after: str
