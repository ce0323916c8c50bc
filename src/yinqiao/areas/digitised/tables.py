"""Lists of digitised archives: what an office keeps, batches, the quality report, look-ups."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.digitised.queries import note_of, purposes_on
from yinqiao.areas.digitised.types import BatchState, ExtractState, Fixity, LookupState, Match, Sample, ScanState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.kernel.archive_classes import class_label
from yinqiao.platform.scans.refusals import TEXTS
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn

_NOWRAP = {"td": {"class": "nowrap"}}
BATCH_TONES = {"open": "soon", "sampling": "soon", "passed": "good", "failed": "danger"}
SCAN_TONES = {
    "receiving": "soon", "checking": "soon", "filed": "good", "refused": "danger", "returned": "danger",
    "replaced": "neutral", "unpacked": "neutral",
}  # fmt: skip
EXTRACT_TONES = {"asked": "soon", "granted": "good", "refused": "neutral"}
LOOKUP_TONES = {"asked": "soon", "approved": "good", "refused": "danger", "ended": "neutral"}
_MATCHES = {one.value: one.label for one in Match}


def why(code: str) -> str:
    """Why a file is not filed, in words, with what to do."""
    if code in TEXTS:
        happened, advice = TEXTS[code]
        return f"{happened}{advice}"
    return _MATCHES.get(code, "")


class ArchiveTable(tables.Table):
    """Archives that the office keeps."""

    archive_no = tables.Column("档号", linkify=("digitised:archive", {"archive_id": tables.A("pk")}), attrs=_NOWRAP)
    barcode = tables.Column("条形码")
    name = tables.Column("姓名", attrs=_NOWRAP)
    enterprise = tables.Column("原企业", accessor="enterprise__name")
    box_no = tables.Column("盒号")
    item_count = NumberColumn("目录材料")
    scan_count = NumberColumn("扫描件")
    page_count = NumberColumn("扫描页数")


class BatchTable(tables.Table):
    """Batches, the newest first."""

    name = tables.Column("批次", linkify=("digitised:batch", {"batch_id": tables.A("pk")}))
    made_at = tables.DateTimeColumn(verbose_name="建批", format="Y-m-d H:i", attrs=_NOWRAP)
    author_name = tables.Column("建批人")
    filed_count = NumberColumn("已挂接")
    refused_count = NumberColumn("未挂接")
    receiving_count = NumberColumn("上传未完")
    state = StateColumn(verbose_name="状态", tones=BATCH_TONES, labels=dict(BatchState.choices()))
    place = tables.Column("单位", accessor="place_no")

    def render_place(self, value: int) -> str:
        """The office in words."""
        return near_label(value, self.request.actor.scope)


class ScanTable(tables.Table):
    """The quality report: what each file became, and why."""

    name = tables.Column("文件名")
    archive = tables.Column("档号", accessor="item__archive__archive_no", default="—", attrs=_NOWRAP)
    material = tables.Column("材料", accessor="item__class_no", default="—")
    pages = NumberColumn("页数")
    state = StateColumn(verbose_name="状态", tones=SCAN_TONES, labels=dict(ScanState.choices()))
    told = tables.Column("说明", default="—", empty_values=())
    sample = tables.Column("抽检", empty_values=())

    def render_material(self, value: str, record: Any) -> str:
        """Class and number in words."""
        return f"{class_label(value)} 第{record.item.serial}份"

    def render_told(self, record: Any) -> str | SafeString:
        """Why it is not filed, what was wrong with it, or what became of its bytes; the way to give up what is not whole."""
        if record.state == ScanState.RECEIVING:
            address = reverse("digitised:drop", args=[record.pk])
            return format_html('重新选择这个文件接着传 <a class="btn btn-sm" href="{}">删除</a>', address)
        if record.fixity:
            return f"核验发现{Fixity(record.fixity).label}，请从备份恢复或重新扫描"
        return self.value_told(record) or "—"

    def value_told(self, record: Any) -> str:
        """The same for a spreadsheet."""
        return note_of(record, "bad_note") or why(record.told)

    def render_sample(self, record: Any) -> str | SafeString:
        """What the sampling said."""
        if not record.sample:
            return "—"
        tone = {"drawn": "soon", "good": "good", "bad": "danger"}[record.sample]
        return format_html('<span class="badge badge-{}">{}</span>', tone, Sample(record.sample).label)

    def value_sample(self, record: Any) -> str:
        """The same for a spreadsheet."""
        return Sample(record.sample).label


class LookupTable(tables.Table):
    """Look-ups, the newest first."""

    asked_at = tables.DateTimeColumn(
        verbose_name="申请", format="Y-m-d H:i", attrs=_NOWRAP,
        linkify=("digitised:lookup", {"lookup_id": tables.A("pk")}),
    )  # fmt: skip
    archive = tables.Column("档号", accessor="archive__archive_no", attrs=_NOWRAP)
    purpose = tables.Column("事由")
    first_name = tables.Column("查阅人")
    second_name = tables.Column("同阅人")
    answered_name = tables.Column("审批人", default="—")
    until = tables.Column("查阅截止", default="—")
    state = StateColumn(verbose_name="状态", tones=LOOKUP_TONES, labels=dict(LookupState.choices()))

    def render_purpose(self, value: str) -> str:
        """The purpose in words."""
        return purposes_on(day=timezone.localdate())[value].title

    def render_until(self, value: Any) -> str:
        """The last moment."""
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


class ExtractTable(tables.Table):
    """What people asked of their own archives, the newest first."""

    asked_at = tables.DateTimeColumn(
        verbose_name="申请", format="Y-m-d H:i", attrs=_NOWRAP,
        linkify=("digitised:extract", {"extract_id": tables.A("pk")}),
    )  # fmt: skip
    archive = tables.Column("档号", accessor="archive__archive_no", attrs=_NOWRAP)
    name = tables.Column("姓名", accessor="archive__name", attrs=_NOWRAP)
    words = tables.Column("要什么、做什么用", accessor="note", orderable=False)
    state = StateColumn(verbose_name="状态", tones=EXTRACT_TONES, labels=dict(ExtractState.choices()))
    answered_name = tables.Column("答复人", default="—")

    def render_words(self, record: Any) -> str:
        """What was written, opened."""
        return note_of(record)


class LoanTable(tables.Table):
    """Originals that were lent, those due first."""

    archive = tables.Column("档号", accessor="archive__archive_no", attrs=_NOWRAP)
    unit = tables.Column("借阅单位")
    borrower = tables.Column("借阅人")
    letter_no = tables.Column("介绍信号")
    approver = tables.Column("批准人")
    lent_on = DayColumn(verbose_name="借出")
    due_on = DayColumn(verbose_name="应还", left_from=timezone.localdate)
    returned_on = tables.Column("归还", empty_values=())

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str | SafeString:
        """The last day, coloured while it is out."""
        return f"{value:%Y-%m-%d}" if record.returned_on else bound_column.column.render(value)

    def render_returned_on(self, value: date | None, record: Any) -> str | SafeString:
        """The day, or the way to note it."""
        if value:
            return f"{value:%Y-%m-%d} {note_of(record, 'returned_note')}".strip()
        address = reverse("digitised:take_back", args=[record.pk])
        return format_html('<a class="btn btn-sm" href="{}">登记归还</a>', address)

    def value_returned_on(self, value: date | None) -> str:
        """The same for a spreadsheet."""
        return f"{value:%Y-%m-%d}" if value else "未还"
