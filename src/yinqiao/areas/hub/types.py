"""Codes, words and rows of what is carried between cities and of what the province sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

PROVINCE: Final = "province"
"""The line to the province; every other line has the code of the city that it leads to."""
ENVELOPE: Final = "Yinqiao-Envelope"
"""The header in which the signed envelope of a message travels."""


class MessageKind(Labelled):
    """What a message on the carrier is."""

    EPOCH = "epoch", "序列重新开始"
    INDICATORS = "indicators", "指标"
    DESK = "desk", "移交包情况"
    PACKAGE = "package", "移交包"
    ANSWER = "answer", "答复"
    WITHDRAWAL = "withdrawal", "撤回"
    RECEIPT = "receipt", "回执"


SEALED: Final = frozenset({MessageKind.PACKAGE, MessageKind.ANSWER, MessageKind.WITHDRAWAL})
"""Files between two cities, sealed for the receiver alone; the rest are figures and codes."""


class PostState(Labelled):
    """How far a message of ours has come."""

    WAITING = "waiting", "待发送"
    POSTED = "posted", "已发送，待对方回执"
    TAKEN = "taken", "对方已登记"
    REFUSED = "refused", "对方未登记"
    TOO_LARGE = "too_large", "超过专线上限，请用文件送达"
    GONE = "gone", "文件已销毁，不再发送"


class Outcome(Labelled):
    """What became of a message that came."""

    TAKEN = "taken", "已登记"
    KNOWN = "known", "此前已登记"
    REFUSED = "refused", "未登记"


class Trouble(Labelled):
    """Why reading a city's stream stands still, or what was seen of it."""

    NONE = "", "正常"
    NO_STREAM = "no_stream", "对方未接入专线"
    KEY_UNKNOWN = "key_unknown", "对方公钥待登记确认"


class Voice(Labelled):
    """Whether a city speaks."""

    HEARD = "heard", "正常"
    SILENT = "silent", "超时未报"
    NEVER = "never", "从未上报"


@dataclass(frozen=True, slots=True)
class Came:
    """One message that came, as the carrier hands it over."""

    city: str
    stream: str
    born: str
    seq: int
    envelope: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Sending:
    """One message of ours on its way: where to, under which number, what."""

    id: int
    subject: str
    once: str
    envelope: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Rates:
    """Times and sizes of the rule in force."""

    indicators_minutes: int
    silent_minutes: int
    kept_days: int


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city in the province's table; figures are None where the city has not told any."""

    code: str
    name: str
    voice: Voice
    as_of: datetime | None
    figures: Mapping[str, Any]
    people_rate: Decimal | None = None
    party_rate: Decimal | None = None
    archives_rate: Decimal | None = None
    certified_rate: Decimal | None = None
    people: int | None = None
    offered: int | None = None
    far_open: int | None = None
    far_late: int | None = None
    far_oldest_days: int | None = None


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One district of a city, as the city has told it."""

    code: str
    name: str
    people: int
    offered: int
    people_rate: Decimal | None
    party_rate: Decimal | None
    archives_rate: Decimal | None


class FarState(Labelled):
    """How a package between two cities stands, as the province puts it together from both."""

    ON_THE_WAY = "on_the_way", "已发出，对方尚未登记"
    WAITING = "waiting", "对方已登记，待答复"
    LATE = "late", "超期未答复"
    OVER = "over", "答复期限已过"
    ENDED = "ended", "已办结"


@dataclass(frozen=True, slots=True)
class FarPackage:
    """One package between two cities: numbers alone."""

    number: str
    sender: str
    receiver: str
    made_on: date
    valid_to: date
    ended_on: date | None
    people: int
    open: int
    accepted: int
    returned: int
    age_days: int
    state: FarState
    as_of: datetime


@dataclass(frozen=True, slots=True)
class LineHealth:
    """How one city's messages to the province fare."""

    code: str
    name: str
    voice: Voice
    trouble: Trouble
    heard_at: datetime | None
    waiting: int
    gaps: int
    refused: int
    epochs: int
    undone: int
    epoch_at: datetime | None
    epoch: UUID | None
