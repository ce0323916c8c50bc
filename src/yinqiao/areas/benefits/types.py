"""Shapes of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinqiao.areas.agreements.types import Audience
from yinqiao.kernel.labels import Labelled


class Standing(Labelled):
    """How a person stands to an item."""

    MEANT = "meant", "符合"
    UNKNOWN = "unknown", "资料不全，待核实"
    NAMED = "named", "由企业逐人告知"
    NOT_YET = "not_yet", "尚未开始"
    OVER = "over", "已截止"
    NOT_MEANT = "not_meant", "不在范围"


@dataclass(frozen=True, slots=True)
class Meant:
    """What decides for whom an item is, and from when to when."""

    audience: Audience
    retired_before: date | None
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Entitled:
    """One item as a person is told of it."""

    no: str
    label: str
    words: str
    paper: str
    standing: Standing
