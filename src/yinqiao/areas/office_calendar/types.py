"""Codes and shapes of the calendar of working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinqiao.kernel.labels import Labelled


class VersionState(Labelled):
    """Where a correction stands. What is published never changes; before its day it may be taken back whole."""

    PROPOSED = "proposed", "待批准"
    PUBLISHED = "published", "已发布"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Held(Labelled):
    """Where the days of a year come from."""

    SHIPPED = "shipped", "随系统提供"
    CITY = "city", "本市录入"
    ASSUMED = "assumed", "通知录入前，暂定"


@dataclass(frozen=True, slots=True)
class YearDraft:
    """What somebody proposes for a year: weekdays off, weekends worked, by which document and why."""

    year: int
    off: tuple[date, ...]
    worked: tuple[date, ...]
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year in the list."""

    year: int
    held: str
    source: str
    off: int
    worked: int
    pending: str
