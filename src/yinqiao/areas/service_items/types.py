"""Codes and shapes of items that a city draws up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yinqiao.kernel.labels import Labelled

# An item as its file says it, days as text: what a draft keeps, whole or not.
Content = Mapping[str, Any]


class VersionState(Labelled):
    """Where a version stands. What is published never changes; before its day it may be taken back whole."""

    DRAFT = "draft", "草稿"
    PROPOSED = "proposed", "待批准"
    RETURNED = "returned", "退回修改"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


# One of these at a time for an item.
OPEN = (VersionState.DRAFT, VersionState.PROPOSED, VersionState.RETURNED)
EDITABLE = (VersionState.DRAFT, VersionState.RETURNED)


class Part(Labelled):
    """The pages of the editor, in their order; those of lists are named as the file names them."""

    BASICS = "basics", "基本信息"
    FIELD = "field", "填写项"
    MATERIAL = "material", "材料"
    CHECK = "check", "申请条件"
    STEP = "step", "环节"
    REFUSAL = "refusal", "不予办理的理由"
    OUTCOME = "outcome", "办结时"
    TEXT = "text", "事项文件"


# The parts that are lists of rows.
LISTS = (Part.FIELD, Part.MATERIAL, Part.CHECK, Part.STEP, Part.REFUSAL)


class Origin(Labelled):
    """Where a version comes from."""

    FILE = "file", "事项文件"
    CITY = "city", "本市拟定"


class Serving(Labelled):
    """What an item does today."""

    OPEN = "open", "受理中"
    CLOSED = "closed", "停止受理"
    COMING = "coming", "尚未开始"
    OVER = "over", "已不适用"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in the list: the version that holds today, and what is being drawn up."""

    code: str
    title: str
    basis: str
    office: str
    days: int
    version: int
    since: date
    origin: str
    serving: str
    pending: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an item as it is listed: its origin, its days; its draft where it was drawn up here."""

    version: int
    since: date
    origin: str
    is_closed: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions, in words; `part` says where."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a draft: in which part, at which row and field, in words."""

    part: str
    row: int | None
    field: str
    words: str
