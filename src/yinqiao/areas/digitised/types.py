"""Codes, words and rows of digitised archives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

NAME_LENGTH: Final = 200


class BatchState(Labelled):
    """A batch of scans; the allowed steps stand in `rules.py`."""

    OPEN = "open", "上传中"
    SAMPLING = "sampling", "抽检中"
    PASSED = "passed", "抽检合格"
    FAILED = "failed", "抽检不合格"


class ScanState(Labelled):
    """One file on its way into the archive."""

    RECEIVING = "receiving", "上传未完"
    CHECKING = "checking", "检查中"
    FILED = "filed", "已挂接"
    REFUSED = "refused", "未挂接"
    RETURNED = "returned", "退回重扫"
    REPLACED = "replaced", "已由新扫描件替换"
    UNPACKED = "unpacked", "压缩包，已拆开"


class Sample(Labelled):
    """What the sampling of quality said of a scan."""

    NONE = "", "未抽中"
    DRAWN = "drawn", "待抽检"
    GOOD = "good", "合格"
    BAD = "bad", "不合格"


class Fixity(Labelled):
    """What the last round over the store found."""

    WHOLE = "", "完好"
    MISSING = "missing", "丢失"
    ALTERED = "altered", "内容改变"


class Match(Labelled):
    """Why a file was not matched to the catalogue. Codes are stored and shown: never rename one."""

    NAME = "digitised.name_unreadable", "文件名不是“条形码_类号_序号”"
    CLASS = "digitised.no_such_class", "类号不是十类中的一类"
    UNKNOWN = "digitised.barcode_unknown", "条形码或档号不在本单位接收的档案中"
    AMBIGUOUS = "digitised.barcode_ambiguous", "条形码或档号对应多卷档案"
    CLASSIFIED = "digitised.classified", "目录标注为涉密，不得扫描"
    PAGES = "digitised.pages_differ", "页数与目录不符"
    SAME = "digitised.same_scan", "同一内容已挂接"


@dataclass(frozen=True, slots=True)
class NewItem:
    """One material of an archive as its catalogue lists it."""

    class_no: str
    serial: int
    title: str = ""
    made_on: date | None = None
    pages: int | None = None
    is_classified: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is: the next block, and whether it is all there."""

    scan_id: UUID
    received: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class BatchTally:
    """The quality report of a batch in files."""

    files: int
    receiving: int
    checking: int
    filed: int
    refused: int
    returned: int
    pages: int
    drawn: int
    judged: int
    bad: int


@dataclass(frozen=True, slots=True)
class FixityTold:
    """What a round over the store did and found, in blocks and bytes."""

    blocks: int
    size: int
    missing: int
    altered: int


class LookupState(Labelled):
    """A look-up; the allowed steps stand in `rules.py`."""

    ASKED = "asked", "待审批"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    ENDED = "ended", "已结束"


class Audience(Labelled):
    """For whom an archive is opened."""

    OFFICE = "office", "组织、单位查阅"
    PERSON = "person", "本人"
    FAMILY = "family", "家属"
    COMMUNITY = "community", "社区"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why an archive may be opened: for whom, which classes, how many hours, whether law keeps it from the person."""

    code: str
    title: str
    basis: str
    classes: tuple[str, ...]
    hours: int
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class NewLookup:
    """What is asked for."""

    purpose: str
    words: str
    letter_no: str
    classes: tuple[str, ...]
    second: UUID
    second_name: str
    is_unrelated: bool


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page of a scan."""

    scan_id: UUID
    page_no: int


class ExtractState(Labelled):
    """What somebody asked of the own archive."""

    ASKED = "asked", "待答复"
    GRANTED = "granted", "已提供"
    REFUSED = "refused", "未提供"


@dataclass(frozen=True, slots=True)
class NewLoan:
    """To whom an original goes, why, by which letter, who approved, until when."""

    unit: str
    borrower: str
    words: str
    letter_no: str
    approver: str
    due_on: date


# In which matter whoever acts for the person asks for materials (代办授权); the pages are shown to the person alone.
MATTER: Final = "archive_extract"


@dataclass(frozen=True, slots=True)
class OwnArchive:
    """The own archive as its person sees it: where it is, its materials by class, who looked into it."""

    archive_id: UUID
    archive_no: str
    holder: str
    items: tuple[tuple[str, str, int | None], ...]
    lookups: tuple[tuple[datetime, str, str], ...]
    is_asked: bool
    can_ask: bool
