"""Shapes of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yinqiao.areas.agreements.types import Audience
from yinqiao.kernel.labels import Labelled

GRANTED: Final = "cn.yinqiao.benefit.granted.v1"
CHANGED: Final = "cn.yinqiao.benefit.changed.v1"
ENDED: Final = "cn.yinqiao.benefit.ended.v1"


class Standing(Labelled):
    """How a person stands to an item."""

    MEANT = "meant", "符合"
    UNKNOWN = "unknown", "资料不全，待核实"
    NAMED = "named", "由企业逐人告知"
    TOLD = "told", "企业已告知"
    NOT_YET = "not_yet", "尚未开始"
    OVER = "over", "已截止"
    NOT_MEANT = "not_meant", "不在范围"


class ToldState(Labelled):
    """Where something that an enterprise told stands. `replaced`: another standard followed."""

    STANDING = "standing", "享受中"
    REPLACED = "replaced", "已变更"
    ENDED = "ended", "已停止"
    WITHDRAWN = "withdrawn", "告知已撤回"


class Ending(Labelled):
    """Why a benefit ended, as the enterprise tells it."""

    DIED = "died", "本人去世"
    EXPIRED = "expired", "期限届满"
    AGREEMENT = "agreement", "协议或补充协议终止"
    REPLACED = "replaced", "由其他待遇代替"
    NOT_ENTITLED = "not_entitled", "不再符合条件"


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


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One thing told as a page shows it: in words, from whom, and how it stands."""

    id: UUID
    item: str
    agreement_id: UUID | None
    label: str
    words: str
    state: ToldState
    source: str
    since: date
    over_on: date | None
    ending: str
    is_end_proposed: bool


class Fate(Labelled):
    """What became of something that an enterprise used to give."""

    STAYS = "stays", "仍由原企业负责"
    HANDED_OVER = "handed_over", "已移交专业单位或者政府负责"
    IN_MONEY = "in_money", "改为发钱，由本人自己交费"
    OVER = "over", "已经停止"
    NEVER = "never", "原企业没有这一项"


@dataclass(frozen=True, slots=True)
class OldBenefit:
    """Something that retirees used to have of their enterprise, and what they ask about it."""

    code: str
    label: str
    asks: str


@dataclass(frozen=True, slots=True)
class FateAnswer:
    """What becomes of it, who pays, until when, where to ask, on what it rests."""

    fate: Fate
    payer: str
    until: date | None
    where: str
    basis: str


@dataclass(frozen=True, slots=True)
class FateLine:
    """One of them as somebody is told: the question, the answer in sentences, or by when and by whom it will come."""

    old: OldBenefit
    sentences: tuple[str, ...]
    is_known: bool
