"""Codes, words and rows of what goes to another city and comes from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from yinqiao.kernel.labels import Labelled

NOTE_LENGTH: Final = 300
MOST_PEOPLE: Final = 5_000
"""People in one package."""


class Side(Labelled):
    """Whether a package goes out or came in."""

    OUT = "out", "移出"
    IN = "in", "移入"


class PaperKind(Labelled):
    """What a sealed file between two cities says."""

    PACKAGE = "package", "移交包"
    ANSWER = "answer", "答复"
    WITHDRAWAL = "withdrawal", "撤回"


class Covered(Labelled):
    """What a rule of two cities lets go with a person."""

    SOCIAL = "social", "社会化管理服务"
    ARCHIVE = "archive", "人事档案"
    PARTY = "party", "党组织关系"


class TransferState(Labelled):
    """A person in a package that went out; until the signed acceptance is in, the desk keeps everything."""

    OFFERED = "offered", "已发出，等待答复"
    ACCEPTED = "accepted", "对方已接收"
    RETURNED = "returned", "对方退回"
    WITHDRAWN = "withdrawn", "已撤回"
    OVERTAKEN = "overtaken", "情况有变，停止移交"


class ArrivalState(Labelled):
    """A person in a package that came in; until our signed acceptance, the sender keeps everything."""

    WAITING = "waiting", "待办理"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "对方已撤回"


class Step(StrEnum):
    """What becomes of a person in a package."""

    ACCEPT = "accept"
    RETURN = "return"
    WITHDRAW = "withdraw"
    OVERTAKE = "overtake"


class Decision(StrEnum):
    """What a receiver says of a person."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Overtaken(Labelled):
    """Why a transfer stopped by itself."""

    DIED = "died", "人员已故"
    MOVED = "moved", "人员又迁居"
    MERGED = "merged", "登记已并入他人"


class Obstacle(Labelled):
    """Why somebody cannot be offered to another city, the first that applies; empty when nothing stands against it."""

    NONE = "", "可以移交"
    ON_THE_WAY = "on_the_way", "已发出，等待答复"
    CITY_UNKNOWN = "city_unknown", "居住城市待识别"
    OWN_CITY = "own_city", "居住地在本市，应改派社区"
    NO_RULE = "no_rule", "与该市没有移交规则"
    NOT_YET = "not_yet", "移交规则尚未生效"
    ENDED = "ended", "移交规则已到期"
    NO_KEYS = "no_keys", "该市公钥尚未确认"
    NUMBER_MISSING = "number_missing", "没有身份证号"
    ARCHIVE_OPEN = "archive_open", "档案尚未由本市接收"
    PARTY_OPEN = "party_open", "党组织关系尚未由本市接收"


class ResidenceHow(Labelled):
    """How the city of residence is known."""

    ADDRESS = "address", "按常住地址识别"
    BY_HAND = "by_hand", "经办人指定"


class RegisterMark(Labelled):
    """Where somebody who comes from another city stands in our own register."""

    ABSENT = "absent", "未入册"
    OFFERED = "offered", "已入册，待社区接收"
    MANAGED = "managed", "已由本市接收"
    OTHER = "other", "已入册，不在管"


@dataclass(frozen=True, slots=True)
class CityRule:
    """One dated rule under which a city receives: valid for `valid_from <= day < valid_to`, by papers of both sides."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    covers: tuple[Covered, ...]
    ours: str
    theirs: str
    office: str
    standing: str


@dataclass(frozen=True, slots=True)
class City:
    """A city at prefecture level: its four digits, its name, its province."""

    code: str
    name: str
    province: str

    @property
    def label(self) -> str:
        """广东省深圳市; a municipality is named once."""
        return self.name if self.name == self.province else f"{self.province}{self.name}"


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """Why somebody is returned, as the rulebook has it; `needs_note` where the code alone says too little."""

    code: str
    label: str
    needs_note: bool


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Our city's private keys: one to sign, those that may open what was sealed for us, by key id."""

    city: str
    sign_kid: str
    sign: bytes
    opening: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class CityKeys:
    """A city's public keys: 32 bytes each, with their ids."""

    city: str
    sign_kid: str
    sign: bytes
    open_kid: str
    open: bytes


class Signer(StrEnum):
    """How the key of a signed text stands with us."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed text: the city that its key names, how that key stands, and the text where it is trusted."""

    city: str
    signer: Signer
    text: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file that was taken in: its kind, the package it is about, how many people it moved."""

    kind: PaperKind
    number: str
    people: int
    is_new: bool = True
    left: int = 0
