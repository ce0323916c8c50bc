"""States of papers, of print orders and of scanned pages; shapes in which they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, TypeAlias

from yinqiao.kernel.labels import Labelled


class PaperState(Labelled):
    """How far a paper is."""

    PRINTED = "printed", "待盖章件"
    STAMPED = "stamped", "盖章件已归档"
    VOID = "void", "已作废"


class PrintingState(Labelled):
    """How far an order of several papers is."""

    WAITING = "waiting", "等待生成"
    DONE = "done", "已生成"
    FAILED = "failed", "没有生成"


class ScanState(Labelled):
    """How far an uploaded scan is."""

    READING = "reading", "正在识别"
    READ = "read", "已识别"
    FAILED = "failed", "无法读取"


class PageState(Labelled):
    """What became of one scanned page."""

    FILED = "filed", "已归档"
    NO_CODE = "no_code", "没有识别到二维码"
    SEVERAL = "several", "有多个二维码"
    UNKNOWN = "unknown", "不是本单位的文书"
    VOID = "void", "文书已作废"
    DROPPED = "dropped", "不归档"


# Pages that wait for a person.
TO_SETTLE = (PageState.NO_CODE, PageState.SEVERAL, PageState.UNKNOWN, PageState.VOID)


class FiledBy(Labelled):
    """How a page came to its paper."""

    CODE = "code", "二维码"
    NUMBER = "number", "人工录入编号"
    BEFORE = "before", "人工归入前一页的文书"


@dataclass(frozen=True, slots=True)
class Office:
    """Whose a paper is: a place or an enterprise."""

    place_no: int | None = None
    enterprise_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template as an office sends it."""

    kind: str
    file: BinaryIO
    file_name: str
    from_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewScan:
    """A scan as it is sent: a PDF of many pages, or a photograph of one."""

    file: BinaryIO
    file_name: str


Choices: TypeAlias = "list[tuple[str, str]]"
