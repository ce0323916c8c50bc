"""Codes and shapes of what is to be done after a death."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Owner(Labelled):
    """Whose turn an item is."""

    FAMILY = "family", "家属"
    COMMUNITY = "community", "社区"
    ENTERPRISE = "enterprise", "原企业"
    PARTY = "party", "党组织"
    HUMAN_RESOURCES = "human_resources", "社保经办机构"
    ARCHIVES = "archives", "档案保管单位"


class FileState(Labelled):
    """Where a file stands. `withdrawn`: the death was taken back."""

    OPEN = "open", "办理中"
    SETTLED = "settled", "已全部办结"
    WITHDRAWN = "withdrawn", "死亡登记已撤销"


class Kin(Labelled):
    """What a relative is to the person who has died."""

    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    SIBLING = "sibling", "兄弟姐妹"
    OTHER = "other", "其他亲属"


class ItemState(Labelled):
    """Where an item stands. `to_correct`: it was done, and the death was taken back; `ended`: nobody had done it yet."""

    OPEN = "open", "待办理"
    DONE = "done", "已办理"
    NOT_NEEDED = "not_needed", "不需要"
    ENDED = "ended", "已停止"
    TO_CORRECT = "to_correct", "待更正"
    CORRECTED = "corrected", "已更正"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item needs not be done, as a code."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One item of the checklist: whose it is, what is to be done and why, what to bring, why it may be left.

    `back` says what is to be corrected once the death was taken back after it had been done; empty for nothing.
    """

    code: str
    owner: Owner
    title: str
    words: str
    why: str
    bring: str
    back: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has to see to the items of an owner for one dead person: a place or an enterprise."""

    owner: Owner
    retiree_id: UUID
    place_no: int | None = None
    enterprise_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewCondolence:
    """A visit of condolence: on which day, who went, with how much in fen and with what."""

    visited_on: date
    visitors: str
    money_fen: int
    gift: str


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One item as the family reads it: nothing of the person, and nobody's name."""

    kind: Kind
    due_on: date
    state: ItemState
