"""Lists of files, of the lines of one, of what its check found."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.dropbox.queries import ReportKind, sentence_of, title_of_kind
from yinqiao.areas.dropbox.types import Checked, FileState, LineState
from yinqiao.areas.intake.queries import title_of, words_of
from yinqiao.areas.intake.types import MessageState, RefusalReason
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.columns import NumberColumn, StateColumn

FILE_TONES = {"checked": "soon", "taken": "good", "refused": "danger", "taking": "accent", "withdrawing": "accent"}
LINE_TONES = {
    "new": "accent", "disputed": "soon", "blocked": "danger", "unknown": "soon", "unchanged": "good",
}  # fmt: skip
OUTCOME_TONES = {
    "applied": "good",
    "unchanged": "good",
    "same": "good",
    "disputed": "soon",
    "held": "danger",
    "blocked": "danger",
}
SEVERITY_TONES = {"blocks": "danger", "warns": "soon", "mended": "good"}
# What may have become of a line: it needed no message, or the message stands somewhere, or was refused.
OUTCOMES = {
    **{one.value: one.label for one in RefusalReason}, **{one.value: one.label for one in MessageState},
    **{one.value: one.label for one in (LineState.UNCHANGED, LineState.NOT_OURS, LineState.BLOCKED)},
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}
_NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class FileTable(tables.Table):
    """Files of the offices, the newest first."""

    file_no = tables.Column("文件编号", linkify=("dropbox:file", {"file_id": tables.A("id")}), attrs=_NOWRAP)
    source = tables.Column("来源", accessor="source__name")
    kind = tables.Column("报送内容", attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=FILE_TONES, labels=dict(FileState.choices()))
    rows = NumberColumn(verbose_name="行数", accessor="counts__rows", order_by="counts__rows")
    new = NumberColumn(verbose_name="有变化", accessor="counts__new", order_by="counts__new")
    disputed = NumberColumn(verbose_name="有矛盾", accessor="counts__disputed", order_by="counts__disputed")
    blocked = NumberColumn(verbose_name="需修改", accessor="counts__blocked", order_by="counts__blocked")
    letter_no = tables.Column("函号", default="—", attrs=_NOWRAP)
    created_at = tables.DateTimeColumn(verbose_name="上传时刻", format="Y-m-d H:i", attrs=_NOWRAP)

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return title_of_kind(value)


class OwnFileTable(tables.Table):
    """Files of an office as its officers see them: nothing that a check foresees."""

    file_no = tables.Column("文件编号", linkify=("dropbox:file", {"file_id": tables.A("id")}), attrs=_NOWRAP)
    kind = tables.Column("报送内容", attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=FILE_TONES, labels=dict(FileState.choices()))
    rows = NumberColumn(verbose_name="行数", accessor="counts__rows", order_by="counts__rows")
    blocked = NumberColumn(verbose_name="需修改", accessor="counts__blocked", order_by="counts__blocked")
    created_name = tables.Column("上传人", attrs=_NOWRAP)
    created_at = tables.DateTimeColumn(verbose_name="上传时刻", format="Y-m-d H:i", attrs=_NOWRAP)

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return title_of_kind(value)


class LineTable(tables.Table):
    """Lines of a file: what was foreseen, what became of each."""

    row_no = tables.Column("行号", attrs=_NUMBER)
    state = StateColumn(verbose_name="检查预计", tones=LINE_TONES, labels=dict(LineState.choices()))
    reason = tables.Column("原因", default="—")
    type = tables.Column("信息类型", default="—")
    outcome = StateColumn(verbose_name="办理结果", tones=OUTCOME_TONES, labels=OUTCOMES, default="—")
    event_id = tables.Column("来源编号", default="—")
    message_id = tables.Column("收件编号", orderable=False, default="—")
    taken_back = tables.Column("撤回结果", default="—")

    def render_reason(self, value: str) -> str:
        """The reason in words."""
        return "同一来源编号此前已接收" if value == "repeated" else words_of(value)

    def render_type(self, value: str) -> str:
        """The type in words."""
        return title_of(value)

    def render_message_id(self, value: Any) -> SafeString:
        """The way to the message and its receipt."""
        return format_html('<a href="{}">{}</a>', reverse("intake:message", args=[value]), f"…{str(value)[-8:]}")

    def value_message_id(self, value: Any) -> str:
        """The number alone."""
        return str(value)

    def render_taken_back(self, value: str) -> str:
        """What became of the withdrawal, in words."""
        return {"applied": "已撤回", "same": "已撤回", "disputed": "登记已有后续变更，由社区核实"}.get(
            value, OUTCOMES.get(value, value)
        )


class OwnLineTable(LineTable):
    """Lines of a file as its office reads them: whether each can be told, and what became of it by its receipt."""

    # Whose page a message of the own source has, among the links of rooms.
    way: ClassVar[str] = "own_message"
    type = tables.Column("信息类型", accessor="told_type", default="—")
    event_id = tables.Column("来源编号", accessor="told_event", default="—")
    checked = StateColumn(verbose_name="检查", tones={"blocked": "danger"}, labels=dict(Checked.choices()))

    class Meta:
        exclude = ("state", "reason")
        sequence = ("row_no", "checked", "...")

    def render_message_id(self, value: Any) -> SafeString:
        """The way to the own message, where a room has a page for it."""
        ways = ui.links_of(self.way, value)
        shown = f"…{str(value)[-8:]}"
        return format_html('<a href="{}">{}</a>', ways[0][1], shown) if ways else format_html("{}", shown)


class EnterpriseLineTable(OwnLineTable):
    """The same for an enterprise, for whose messages no room has a page each: the receipts tell of all."""

    way: ClassVar[str] = "enterprise_message"


def finding_table(kind: ReportKind) -> type[tables.Table]:
    """What the check found, line by line."""
    return type("FindingTable", (_FindingTable,), {"kind": kind})


class _FindingTable(tables.Table):
    kind: ClassVar[ReportKind]
    row_no = tables.Column("行号", attrs=_NUMBER)
    field = tables.Column("列", default="—")
    severity = StateColumn(verbose_name="程度", tones=SEVERITY_TONES, labels=SEVERITY_LABELS)
    code = tables.Column("问题与处理", order_by=("code", "row_no"))

    def render_row_no(self, value: int) -> str:
        """Row 0 is the file as a whole."""
        return str(value) if value else "整个文件"

    def render_field(self, value: str) -> str:
        """The Chinese name of the column."""
        return self.kind.fields.label(value)

    def render_code(self, record: Any) -> SafeString:
        """The sentence, with its code small beside it for the help desk."""
        words = sentence_of(self.kind, record.code, record.field, record.args)
        return format_html('{} <span class="error-code">{}</span>', words, record.code)

    def value_code(self, record: Any) -> str:
        """The sentence and its code."""
        return f"{sentence_of(self.kind, record.code, record.field, record.args)}（{record.code}）"
