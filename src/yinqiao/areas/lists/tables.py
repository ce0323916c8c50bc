"""Tables of batches and findings, made for a kind of list."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.lists.queries import ListKind
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.ui.columns import NumberColumn, StateColumn, WordsColumn

BATCH_TONES = {"submitted": "good", "refused": "danger", "checked": "accent", "undone": "neutral"}
SEVERITY_TONES = {"blocks": "danger", "warns": "soon", "mended": "good"}


def batch_table(kind: ListKind) -> type[tables.Table]:
    """The batches of an enterprise."""

    class BatchTable(tables.Table):
        batch_no = tables.Column("批次号", linkify=lambda record: kind.url("batch", record.id))
        enterprise = WordsColumn("企业", accessor="enterprise__name")
        created_at = tables.DateTimeColumn(verbose_name="上传时间", format="Y-m-d H:i")
        state = StateColumn(verbose_name="状态", tones=BATCH_TONES, labels={one.value: one.label for one in BatchState})
        rows = NumberColumn(verbose_name=f"{kind.words.unit}数", accessor="counts__rows", orderable=False, default="—")
        ready = NumberColumn(verbose_name="可提交", accessor="counts__ready", orderable=False, default="—")
        blocked = NumberColumn(verbose_name="需修改", accessor="counts__blocked", orderable=False, default="—")
        created_name = tables.Column("上传人")

    return BatchTable


def finding_table(kind: ListKind) -> type[tables.Table]:
    """What the check found, row by row."""
    return type("FindingTable", (_FindingTable,), {"kind": kind, "labels": kind.labels})


class _FindingTable(tables.Table):
    kind: ClassVar[ListKind]
    labels: ClassVar[dict[str, str]]
    row_no = tables.Column("行号", attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    field = tables.Column("列")
    severity = StateColumn(verbose_name="程度", tones=SEVERITY_TONES, labels=SEVERITY_LABELS)
    code = tables.Column("问题与处理", orderable=False)

    def render_row_no(self, value: int) -> str:
        """Row 0 is the file as a whole."""
        return str(value) if value else "整个文件"

    def render_field(self, value: str) -> str:
        """The Chinese name of the column."""
        return self.labels.get(value, value)

    def render_code(self, record: Any) -> SafeString:
        """The sentence, with its code small beside it for the help desk."""
        return format_html('{} <span class="error-code">{}</span>', finding_sentence(self.kind, record), record.code)


def finding_sentence(kind: ListKind, finding: Any) -> str:
    """The Chinese sentence of a stored finding."""
    args = json.dumps(finding.args) if finding.args is not None else None
    return kind.sentence_of(finding.code, finding.field, args)
