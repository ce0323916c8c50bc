"""Lists of a catalogue's rows, of catalogues at a place, and of archives."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.archives.rules import HELD_BY_ENTERPRISE, absence_words
from yinqiao.areas.archives.types import ArchiveState, CatalogueState, class_words
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import NumberColumn, PickColumn, StateColumn, WordsColumn

CATALOGUE_TONES = {"offered": "soon", "receiving": "accent", "finished": "good"}
ARCHIVE_TONES = {
    "offered": "soon",
    "counted": "accent",
    "received": "good",
    "missing": "danger",
    "explained": "neutral",
}
ROW_TONES = {"blocked": "danger", "ready": "accent"}


class ClassesColumn(tables.Column):
    """How many items each class holds; classes that hold nothing are left out. Not sorted by: it is no number."""

    def __init__(self) -> None:
        super().__init__("各类份数", default="—", orderable=False)

    def render(self, value: str) -> str:
        """`一类2、四类1`."""
        return class_words(value) or "—"


class RowTable(tables.Table):
    """The rows of a catalogue."""

    row_no = NumberColumn(verbose_name="行号")
    archive_no = tables.Column("档号", default="—")
    name = tables.Column("姓名", default="—")
    state = StateColumn(verbose_name="状态", tones=ROW_TONES, labels=dict(RowState.choices()))
    barcode = tables.Column("条形码", default="—")
    box_no = tables.Column("盒号", default="—")
    items = NumberColumn(verbose_name="材料份数", default="—")
    classes = ClassesColumn()
    pages = NumberColumn(verbose_name="页数", default="—")
    missing_note = tables.Column("缺件说明", default="—")
    remark = tables.Column("备注", default="—")


class CatalogueTable(tables.Table):
    """Catalogues whose archives a place receives."""

    batch_no = tables.Column("批次号", linkify=("archives:reception", {"catalogue_id": tables.A("id")}))
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")
    place_no = tables.Column("接收单位")
    state = StateColumn(verbose_name="状态", tones=CATALOGUE_TONES, labels=dict(CatalogueState.choices()))
    archives = NumberColumn(verbose_name="应收")
    counted_count = NumberColumn(verbose_name="已清点")
    open_count = NumberColumn(verbose_name="未清点")
    damaged_count = NumberColumn(verbose_name="有破损")
    offered_at = tables.DateTimeColumn(verbose_name="提交时间", format="Y-m-d H:i")
    sent_name = tables.Column("移交经办人")

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)


class ArchiveTable(tables.Table):
    """Archives that were offered to a place, and who holds each."""

    archive_no = tables.Column("档号", attrs={"td": {"class": "nowrap"}})
    name = tables.Column("姓名")
    state = StateColumn(verbose_name="状态", tones=ARCHIVE_TONES, labels=dict(ArchiveState.choices()))
    holder = tables.Column("保管单位", accessor="pk", orderable=False)
    is_damaged = tables.Column("破损")
    box_no = tables.Column("盒号", default="—")
    items = NumberColumn(verbose_name="材料份数", default="—")
    classes = ClassesColumn()
    pages = NumberColumn(verbose_name="页数", default="—")
    absence = tables.Column("无卷说明", accessor="pk", orderable=False)
    missing_note = tables.Column("缺件说明", default="—")
    batch_no = tables.Column("批次号", accessor="catalogue__batch_no")
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")
    received_at = tables.DateTimeColumn(verbose_name="接收时间", format="Y-m-d H:i", default="—")

    def render_absence(self, record: Any) -> str:
        """What was stated of a volume that is not there, when and by whom; else why the last statement was not agreed to."""
        if not record.absence_reason:
            return f"未同意：{record.absence_answer}" if record.absence_answer else "—"
        words = absence_words(record.absence_reason, record.absence_office, record.absence_note)
        return f"{words}（{record.absence_on:%Y-%m-%d}，{record.absence_name}）"

    def render_holder(self, record: Any) -> str:
        """The place once it was received, until then the enterprise: what custody says, by the state that follows it."""
        if ArchiveState(record.state) in HELD_BY_ENTERPRISE:
            return str(record.enterprise.name)
        return near_label(record.place_no, self.request.actor.scope)

    def render_is_damaged(self, record: Any) -> str | SafeString:
        """The damage in words."""
        return format_html('<span class="danger-text">{}</span>', record.damage_note) if record.is_damaged else "无"


class PickedArchiveTable(ArchiveTable):
    """The same with a box for each, where there is something to do with those that are picked."""

    pick = PickColumn(accessor="id", name="archive_no")

    class Meta:
        sequence = ("pick", "archive_no", "name", "state", "absence", "...")
