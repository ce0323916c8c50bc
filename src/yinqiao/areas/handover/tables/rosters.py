"""Lists of rosters, their rows and their findings."""

from __future__ import annotations

import json
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.handover.types import BatchState, RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import FIELD_LABELS
from yinqiao.areas.rosters.queries import label_of, sentence_of
from yinqiao.areas.rosters.types import RouteHow, RowChange
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.ui.columns import NumberColumn, StateColumn

BATCH_TONES = {"submitted": "good", "refused": "danger", "checked": "accent", "undone": "neutral"}
SEVERITY_TONES = {"blocks": "danger", "warns": "soon", "mended": "good"}


class BatchTable(tables.Table):
    """The rosters of an enterprise."""

    batch_no = tables.Column("批次号", linkify=("handover:batch", {"batch_id": tables.A("id")}))
    enterprise = tables.Column("企业", accessor="enterprise__name")
    created_at = tables.DateTimeColumn(verbose_name="上传时间", format="Y-m-d H:i")
    state = StateColumn(verbose_name="状态", tones=BATCH_TONES, labels={one.value: one.label for one in BatchState})
    rows = NumberColumn(verbose_name="人数", accessor="counts__rows", orderable=False, default="—")
    ready = NumberColumn(verbose_name="可提交", accessor="counts__ready", orderable=False, default="—")
    blocked = NumberColumn(verbose_name="需修改", accessor="counts__blocked", orderable=False, default="—")
    created_name = tables.Column("上传人")


class RowTable(tables.Table):
    """The rows of a roster."""

    row_no = NumberColumn(verbose_name="行号")
    name = tables.Column("姓名")
    state = tables.Column("状态")
    change = StateColumn(verbose_name="对登记的影响", labels={one.value: one.label for one in RowChange})
    changed_fields = tables.Column("变更的字段", orderable=False, default="")
    place_no = tables.Column("分派到")
    route_how = StateColumn(verbose_name="分派依据", labels={one.value: one.label for one in RouteHow})

    def render_state(self, record: Any) -> SafeString:
        """The state as a chip; a ready row of a submitted batch went with it."""
        value: str = record.state
        is_gone = value == RowState.READY and getattr(self.request, "is_batch_submitted", False)
        words = "已提交" if is_gone else RowState(value).label
        tone = "good" if is_gone else {"blocked": "danger", "ready": "accent"}.get(value, "neutral")
        return format_html('<span class="badge badge-{}">{}</span>', tone, words)

    def render_changed_fields(self, value: list[str]) -> str:
        """The Chinese names of what would change."""
        return "、".join(FIELD_LABELS.get(name, name) for name in value)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return places().label(value)


class FindingTable(tables.Table):
    """What the check found, row by row."""

    row_no = tables.Column("行号", attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    field = tables.Column("列")
    severity = StateColumn(verbose_name="程度", tones=SEVERITY_TONES, labels=SEVERITY_LABELS)
    code = tables.Column("问题与处理", orderable=False)

    def render_row_no(self, value: int) -> str:
        """Row 0 is the file as a whole."""
        return str(value) if value else "整个文件"

    def render_field(self, value: str) -> str:
        """The Chinese name of the column."""
        return label_of(value)

    def render_code(self, record: Any) -> SafeString:
        """The sentence, with its code small beside it for the help desk."""
        return format_html('{} <span class="error-code">{}</span>', finding_sentence(record), record.code)


def finding_sentence(finding: Any) -> str:
    """The Chinese sentence of a stored finding."""
    args = json.dumps(finding.args) if finding.args is not None else None
    return sentence_of(finding.code, finding.field, args)
