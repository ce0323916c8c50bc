"""Codes, words and rows of personnel archives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from yinqiao.areas.lists.types import ListWords
from yinqiao.kernel.labels import Labelled

# The kind of list that this room takes in, and how it is called.
CATALOGUE: Final = "archive_catalogue"
CATALOGUE_WORDS: Final = ListWords(
    room="archives",
    label="档案移交名册表",
    noun="目录",
    own="档案移交名册表或档案目录",
    rows="档案",
    unit="卷",
    headers="“档号”“姓名”“身份证号”",
    deep="“档案材料”下面再分“份数”“页数”的，是两行表头。",
    advice="档号和条形码请设为文本格式，以免前面的 0 丢失。",
)
CODE_LENGTH: Final = 40
"""Characters of an archive number or a barcode."""
NOTE_LENGTH: Final = 300
MOST_CODES: Final = 100_000
"""Codes that can be counted in one go."""


class CatalogueFinding(StrEnum):
    """What the check of a catalogue may find beside the cells. Codes are stored and shown: never rename one."""

    NUMBER_REPEATED = "archives.number_repeated"
    BARCODE_REPEATED = "archives.barcode_repeated"
    PERSON_UNKNOWN = "archives.person_unknown"
    HELD_BY_PLACE = "archives.held_by_place"
    ON_OFFER = "archives.on_offer"
    CLASSES_DIFFER = "archives.classes_differ"


class CatalogueState(Labelled):
    """A catalogue on its way to a place; the allowed steps stand in `rules.py`."""

    SENDING = "sending", "提交中"
    OFFERED = "offered", "待清点"
    RECEIVING = "receiving", "清点中"
    FINISHED = "finished", "已完成清点"
    TAKEN_BACK = "taken_back", "已撤回"


class CatalogueStep(StrEnum):
    """What is done with a catalogue as a whole."""

    SEND = "send"
    OFFER = "offer"
    TAKE_BACK = "take_back"
    SCAN = "scan"
    FINISH = "finish"


class ArchiveState(Labelled):
    """An archive on its way from the enterprise to a place; the allowed steps stand in `rules.py`."""

    WITHDRAWN = "withdrawn", "已撤回，企业保管"
    OFFERED = "offered", "待清点"
    COUNTED = "counted", "已清点，待接收"
    RECEIVED = "received", "已接收"
    MISSING = "missing", "缺少，未接收"
    EXPLAINED = "explained", "双方确认无卷"


class ArchiveStep(StrEnum):
    """What is done with one archive."""

    OFFER = "offer"
    WITHDRAW = "withdraw"
    COUNT = "count"
    MARK = "mark"
    RECEIVE = "receive"
    MISS = "miss"
    FIND = "find"
    STATE = "state"
    TAKE_BACK = "take_back"
    REFUSE = "refuse"
    AGREE = "agree"
    REOPEN = "reopen"


class ScanResult(Labelled):
    """What a scanned code turned out to be."""

    COUNTED = "counted", "已清点"
    AGAIN = "again", "已清点过"
    FOUND = "found", "补清点，已接收"
    ELSEWHERE = "elsewhere", "属于其他目录"
    EXTRA = "extra", "不在本目录"
    UNLISTED = "unlisted", "不在本目录"
    DROPPED = "dropped", "多出已作废"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to one scan. `archive_id` where it is one of this catalogue, `told` the number of the other catalogue."""

    result: ScanResult
    code: str
    archive_id: UUID | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one catalogue, in archives; `extra` are codes that stand in no catalogue of the place."""

    due: int
    counted: int
    open: int
    damaged: int
    missing: int
    extra: int
    explained: int = 0


@dataclass(frozen=True, slots=True)
class AbsenceReason:
    """Why there is no volume where a catalogue lists one; `needs` says what has to be written: `note`, `office` or nothing."""

    code: str
    label: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """What the enterprise states of a volume that was missing: the reason, the record it rests on, who else holds it."""

    reason: str
    note: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has held an archive since when. `since` is the moment of the act that gave it to the holder."""

    archive_no: str
    holder: str
    since: datetime
    state: ArchiveState


@dataclass(frozen=True, slots=True)
class HeldVolume:
    """A volume of a person with who holds it since when."""

    retiree_id: UUID
    archive_no: str
    box_no: str
    items: int | None
    pages: int | None
    holder: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Damage:
    """What is said of an archive's condition; a note belongs to a damage."""

    is_damaged: bool
    note: str = ""


# The ten categories (十类) of a personnel archive.
CLASS_NUMERALS = "一二三四五六七八九十"


def class_words(classes: str) -> str:
    """The classes that hold something, in words. `2,0,,1,,,,,,3` → `一类2、四类1、十类3`; empty where nobody said."""
    told = zip(CLASS_NUMERALS, classes.split(","), strict=False)
    return "、".join(f"{numeral}类{count}" for numeral, count in told if count and int(count))
