"""What other rooms may know of certificates from the record of an archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Stage(Labelled):
    """How far a certificate from the record is."""

    ASKED = "asked", "待起草"
    DRAFTED = "drafted", "待复核"
    ISSUED = "issued", "已开具"
    REFUSED = "refused", "未开具"


class Channel(Labelled):
    """How it was asked for."""

    PORTAL = "portal", "长辈版申请"
    DOOR = "door", "社区代为申请"
    LETTER = "letter", "单位来函"


class Source(Labelled):
    """From what the lines were read."""

    SCAN = "scan", "查阅中打开的扫描件"
    PAPER = "paper", "纸质原件"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind as the rules say it.

    `classes` may be quoted from; none where the register itself speaks. `opening` stands before the lines, `closing`
    says what the paper does not prove. `readers` of two: who checks compares with the archive, too.
    """

    code: str
    title: str
    about: str
    classes: tuple[str, ...]
    opening: str
    closing: str
    readers: int
    valid_days: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which kind somebody wants, and what for."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Which office asked, by which letter."""

    unit: str
    number: str


@dataclass(frozen=True, slots=True)
class NewLine:
    """What the record says, in which material, on which pages (`1、3-5`)."""

    words: str
    item_id: UUID
    pages: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on the paper."""

    words: str
    material: str
    pages: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drafted."""

    source: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OwnAttestation:
    """One of a person's own, in plain words."""

    title: str
    stage: Stage
    asked_at: datetime
    words: str
    told: str


# In which matter whoever acts for the person may ask (代办授权); the certificate itself is shown to the person alone.
MATTER: Final = "archive_certificate"
