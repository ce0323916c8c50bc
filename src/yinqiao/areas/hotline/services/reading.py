"""Reads a sheet of the hotline: opened in the confined child, columns by any of their names, each row with its findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from yinqiao.areas.hotline import errors
from yinqiao.areas.hotline.queries.placing import Finder, estate_of
from yinqiao.areas.hotline.rules import topic_of
from yinqiao.areas.hotline.types import MAX_ROWS, Row, Topic
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import CellNote, FieldSpec, NoteSeverity, SheetTable

FIELDS: Final = (
    FieldSpec("number", "工单编号", ("工单号", "编号", "受理编号", "工单流水号", "热线编号"), required=True),
    FieldSpec("received", "受理时间", ("来电时间", "登记时间", "受理日期", "来电日期", "诉求时间", "派单时间"), required=True),
    FieldSpec("due", "办理时限", ("截止时间", "办结时限", "办理期限", "要求办结时间", "到期时间", "答复时限")),
    FieldSpec("caller", "来电人", ("诉求人", "反映人", "联系人", "来电人姓名", "姓名", "市民姓名")),
    FieldSpec("phone", "联系电话", ("来电号码", "电话", "联系方式", "手机号码", "来电电话")),
    FieldSpec("hidden", "是否保密", ("要求保密", "身份保密", "是否匿名", "隐藏信息")),
    FieldSpec("text", "诉求内容", ("工单内容", "内容", "反映内容", "问题描述", "诉求描述", "来电内容"), required=True),
    FieldSpec("place", "所属区域", ("所属街道", "所属社区", "事发区域", "区域", "行政区划", "所在社区", "区划代码")),
    FieldSpec("address", "地址", ("事发地址", "诉求地址", "详细地址", "事发地点", "问题地址")),
    FieldSpec("estate", "小区", ("小区名称", "所在小区", "楼盘")),
    FieldSpec("firm", "涉及企业", ("企业名称", "原企业", "涉及单位", "原单位")),
    FieldSpec("topic", "诉求分类", ("分类", "问题类别", "工单类别", "诉求类别", "归口类别", "事项分类")),
    FieldSpec("against", "被反映单位", ("被投诉单位", "投诉对象", "被诉单位")),
    FieldSpec("result", "办理结果", ("答复内容", "处理结果", "回复内容", "办理情况")),
    FieldSpec("closed", "办结日期", ("办结时间", "答复时间", "回复时间", "答复日期")),
    FieldSpec("office", "答复单位", ("承办单位", "办理单位", "回复单位")),
)  # fmt: skip
_DAY: Final = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})")
_YES: Final = frozenset({"是", "保密", "匿名", "Y", "y", "1", "TRUE", "有"})
_OFFICES: Final = ("局", "委", "办", "办公室", "中心", "政府")
_OF_CALLER: Final = ("caller", "phone")


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet: its table, the headers in order, field → position of its column, rows that hold, findings."""

    table: SheetTable
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    rows: list[Row]
    notes: list[CellNote]
    lines: int

    @property
    def refused(self) -> int:
        """Lines that are not taken in."""
        return self.lines - len(self.rows)


def read_orders(content: bytes, topics: Mapping[str, Any], today: date) -> Read:
    """The orders of a sheet. A row without number, day or words is left out and said so; the rest is taken.

    Invalid `hotline.not_readable`, or a code of `sheets`.
    """
    table = read_sheet(content, header_words=[word for one in FIELDS for word in (one.label, *one.synonyms)])
    header = match_headers(table, FIELDS)
    if header.missing_required:
        labels = "、".join(one.label for one in FIELDS if one.name in header.missing_required)
        raise errors.not_readable(f"没有认出“{labels}”列。")
    names = table.column_names
    columns = {field: names.index(column) for field, column in header.mapping().items()}
    skipped = {*header.footer_rows, *header.repeated_header_rows}
    lines = [
        (int(row[0]), tuple(str(cell or "").strip() for cell in row[1:]))
        for row in table.frame.select("row_no", *names).rows()
        if row[0] >= header.first_data_row and row[0] not in skipped
    ]
    if len(lines) > MAX_ROWS:
        raise errors.not_readable(f"超过 {MAX_ROWS} 行，请分开导出。")
    reader = _Reader(columns, topics, today)
    rows = [found for row_no, cells in lines if (found := reader.row(row_no, cells)) is not None]
    headers = {one.column: one.header_text.rsplit("/", 1)[-1] for one in header.columns}
    return Read(
        table, header.header_rows[-1], tuple(headers.get(name, "") for name in names), columns, rows, reader.notes,
        len(lines),
    )  # fmt: skip


class _Reader:
    """Reads rows one after the other and collects what is found."""

    def __init__(self, columns: Mapping[str, int], topics: Mapping[str, Any], today: date) -> None:
        self.notes: list[CellNote] = []
        self._columns, self._topics, self._today = columns, topics, today
        self._finder, self._seen = Finder(places()), set[str]()

    def row(self, row_no: int, cells: tuple[str, ...]) -> Row | None:
        """A row that can be taken in, or None with what is amiss noted."""
        told = {one.name: cells[at] if (at := self._columns.get(one.name)) is not None else "" for one in FIELDS}
        received = _day(told["received"])
        if not self._holds(row_no, told, received) or received is None:
            return None
        place = self._finder.place(told["place"], told["address"])
        if place is None:
            self._note(row_no, "place", "没有认出在哪个街道或社区，归接收单位办理。", NoteSeverity.WARNS)
        firm = self._finder.firm(told["firm"], told["text"])
        if told["firm"] and firm is None:
            self._note(row_no, "firm", "企业名称与登记的企业都不一致，没有记到企业。", NoteSeverity.WARNS)
        return Row(
            row_no, told["number"][:64], received, self._due(row_no, told["due"], received),
            self._topic(told), place or 0, firm, self._against(told["against"]),
            estate_of(told["estate"], told["address"]), told["text"][:1000], told["address"][:200], told["caller"][:60],
            told["phone"][:40], told["hidden"] in _YES,
            tuple("" if at in self._private else cell[:1000] for at, cell in enumerate(cells)),
        )  # fmt: skip

    @property
    def _private(self) -> set[int]:
        return {self._columns[one] for one in _OF_CALLER if one in self._columns}

    def _holds(self, row_no: int, told: Mapping[str, str], received: date | None) -> bool:
        wrong = [
            (not told["number"], "number", "没有工单编号，没有导入这一行。"),
            (told["number"] in self._seen, "number", "同一编号在表中前面已有，没有导入这一行。"),
            (received is None, "received", "受理时间不能识别，没有导入这一行。"),
            (received is not None and received > self._today, "received", "受理时间在今天之后，没有导入这一行。"),
            (not told["text"], "text", "没有诉求内容，没有导入这一行。"),
            (self._against(told["against"]) == places().city.place_no, "against",
             "反映的是市级单位，应由热线转上一级办理，没有导入这一行。"),
        ]  # fmt: skip
        found = [(field, words) for is_wrong, field, words in wrong if is_wrong]
        for field, words in found:
            self._note(row_no, field, words, NoteSeverity.BLOCKS)
        if not found:
            self._seen.add(told["number"])
        return not found

    def _due(self, row_no: int, told: str, received: date) -> date | None:
        due = _day(told)
        if told and (due is None or due < received):
            self._note(row_no, "due", "办理时限不能识别，按权责清单的时限办理。", NoteSeverity.WARNS)
            return None
        return due

    def _topic(self, told: Mapping[str, str]) -> Topic:
        """By the hotline's own class, else by the words."""
        named = next((one for one in Topic if one.label == told["topic"]), None)
        by_class = named or topic_of(told["topic"], self._topics)
        return by_class if by_class is not Topic.OTHER else topic_of(told["text"], self._topics)

    def _against(self, told: str) -> int | None:
        """The office complained of; a company that only bears the city's name is none of the city's offices."""
        found = self._finder.place(told) if told else None
        return None if found == places().city.place_no and not told.endswith(_OFFICES) else found

    def _note(self, row_no: int, field: str, words: str, severity: NoteSeverity) -> None:
        self.notes.append(CellNote(row_no, self._columns.get(field), severity, words))


def _day(told: str) -> date | None:
    found = _DAY.match(told)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
