"""Lists of the opening load: tables, old names, rows that do not load, figures, differences, days."""

from __future__ import annotations

import json
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from yinqiao.areas.opening.queries import owner_of, sentence_of, title_of
from yinqiao.areas.opening.types import (
    Cause,
    DifferenceKind,
    DifferenceState,
    Explanation,
    MappingState,
    RowState,
    RunState,
    Side,
    Verdict,
)
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import FIELD_LABELS
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn

RUN_TONES = {
    "rehearsed": "accent", "proposed": "soon", "loaded": "good", "compared": "good", "refused": "danger",
}  # fmt: skip
ROW_TONES = {"held": "soon", "explained": "neutral", "known": "accent", "mended": "good", "ready": "good"}
_NOWRAP = {"td": {"class": "nowrap"}}


def _label(place_no: int | None) -> str:
    return places().label(place_no) if place_no is not None else "—"


class RunTable(tables.Table):
    """Tables of the old system, newest first."""

    run_no = tables.Column("批次号", linkify=("opening:run", {"run_id": tables.A("id")}), attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=RUN_TONES, labels=dict(RunState.choices()))
    system = tables.Column("旧系统名称")
    rows = NumberColumn(verbose_name="行数", accessor="counts__rows", order_by="counts__rows")
    ready = NumberColumn(verbose_name="入库", accessor="counts__ready", order_by="counts__ready")
    held = NumberColumn(verbose_name="待处理", accessor="counts__held", order_by="counts__held")
    created_at = tables.DateTimeColumn(verbose_name="上传时刻", format="Y-m-d H:i", attrs=_NOWRAP)
    created_name = tables.Column("上传人")


class MappingTable(tables.Table):
    """What old names mean here."""

    side = tables.Column("种类")
    old_name = tables.Column("旧系统中的名称或代码", linkify=("opening:mapping", {"mapping_id": tables.A("id")}))
    rows = NumberColumn(verbose_name="人数")
    state = StateColumn(
        verbose_name="对应情况", tones={"unknown": "soon", "chosen": "good"}, labels=dict(MappingState.choices())
    )
    target = tables.Column("对应到", empty_values=(), orderable=False)
    decided_name = tables.Column("办理人", default="—")

    def render_side(self, record: Any) -> str:
        """企业 or 社区."""
        return dict(Side.choices())[record.side]

    def render_target(self, record: Any) -> str:
        """The enterprise or the place in words, or why its people stay out."""
        if record.enterprise_id is not None:
            return self.request.enterprise_names.get(record.enterprise_id, "—")
        return _label(record.to_place) if record.to_place is not None else record.words or "—"


class RowTable(tables.Table):
    """Rows and what became of them, with the reason and whose it is."""

    pick = PickColumn(accessor="id")
    row_no = NumberColumn(verbose_name="行号")
    old_no = tables.Column("旧系统编号", attrs=_NOWRAP, default="—")
    name = tables.Column("姓名", default="—")
    old_enterprise = tables.Column("旧系统中的企业", default="—")
    old_place = tables.Column("旧系统中的社区", default="—")
    state = StateColumn(verbose_name="结果", tones=ROW_TONES, labels=dict(RowState.choices()))
    reason = tables.Column("原因与处理", empty_values=(), attrs={"td": {"class": "prose"}})
    owner = tables.Column("由谁处理", empty_values=(), orderable=False)
    words = tables.Column("说明", empty_values=(), orderable=False)

    def render_reason(self, record: Any) -> str:
        """Why it does not load, and what to do."""
        if not record.reason:
            return "—"
        args = json.dumps(record.args) if record.args is not None else None
        return f"{title_of(record.reason)}：{sentence_of(record.reason, record.field, args)}"

    def render_owner(self, record: Any) -> str:
        """Who has to deal with it."""
        return _label(owner_of(record)) if record.state == RowState.HELD else "—"

    def render_words(self, record: Any) -> str:
        """What was said of it, and by whom."""
        if record.state != RowState.EXPLAINED:
            return "—"
        code = dict(Explanation.choices()).get(record.explanation, "")
        words = f"，{record.words}" if record.words else ""
        return f"{code}{words}（{record.explained_name}）"


class FigureTable(tables.Table):
    """The reconciliation: what the old system has is what was loaded, what was here and what was explained."""

    label = tables.Column("旧系统中的名称", empty_values=())
    target = tables.Column("对应到", empty_values=(), orderable=False)
    rows = NumberColumn(verbose_name="旧系统人数")
    ready = NumberColumn(verbose_name="入库")
    mended = NumberColumn(verbose_name="改正后入库")
    known = NumberColumn(verbose_name="登记簿已有")
    explained = NumberColumn(verbose_name="已说明")
    held = NumberColumn(verbose_name="待处理")

    def render_label(self, record: Any) -> str:
        """The old name."""
        return record.label or "（未填）"

    def render_target(self, record: Any) -> str:
        """What it is here."""
        if record.side == Side.ENTERPRISE:
            return self.request.enterprise_names.get(record.enterprise_id, "—")
        return _label(record.to_place) if record.to_place is not None else "按住址分送"

    def render_held(self, value: int, record: Any) -> SafeString | str:
        """The figure, which opens the rows behind it."""
        if not value:
            return "0"
        side = "place" if record.side == Side.PLACE else "enterprise"
        query = urlencode({"run": record.run_id, "state": RowState.HELD.value, side: record.label})
        return format_html('<a href="{}?{}">{}</a>', reverse("opening:rows"), query, f"{value:,}")


class DifferenceTable(tables.Table):
    """How the two systems differ, the longest standing first."""

    pick = PickColumn(accessor="id")
    kind = tables.Column("差异")
    old_no = tables.Column("旧系统编号", attrs=_NOWRAP, default="—")
    name = tables.Column("姓名", empty_values=())
    owner_place = tables.Column("由谁处理")
    old_to_place = tables.Column("旧系统中的社区", default="—")
    cause = tables.Column("可能原因")
    first_seen_on = DayColumn(verbose_name="首次发现")
    age = NumberColumn(verbose_name="已有天数", accessor="first_seen_on", order_by="-first_seen_on")
    state = StateColumn(
        verbose_name="状态", tones={"open": "soon", "settled": "good"}, labels=dict(DifferenceState.choices())
    )
    words = tables.Column("说明", empty_values=(), orderable=False)

    def render_kind(self, record: Any) -> str:
        """What differs; of a field which one."""
        label = dict(DifferenceKind.choices())[record.kind]
        return f"{label}：{FIELD_LABELS.get(record.field, record.field)}" if record.field else label

    def render_name(self, record: Any) -> SafeString | str:
        """The name, which leads to the person where there is one here."""
        if record.retiree_id is None:
            return record.name or "—"
        return format_html('<a href="{}">{}</a>', reverse("shell:person", args=[record.retiree_id]), record.name)

    def render_owner_place(self, value: int) -> str:
        """Who decides."""
        return _label(value)

    def render_old_to_place(self, value: int) -> str:
        """Where the old system has the person."""
        return _label(value)

    def render_cause(self, record: Any) -> str:
        """What most likely made it."""
        return dict(Cause.choices())[record.cause]

    def render_age(self, value: Any) -> int:
        """Days since it was first seen."""
        return (timezone.localdate() - value).days

    def value_age(self, value: Any) -> int:
        """The same in a workbook."""
        return self.render_age(value)

    def render_words(self, record: Any) -> str:
        """What was said of it."""
        if record.state != DifferenceState.EXPLAINED:
            return "—"
        words = f"，{record.words}" if record.words else ""
        return f"{dict(Verdict.choices())[record.verdict]}{words}（{record.explained_name}）"


class DayTable(tables.Table):
    """The trend: what each daily table showed."""

    created_at = tables.DateTimeColumn(
        verbose_name="上传时刻", format="Y-m-d H:i", attrs=_NOWRAP, linkify=("opening:run", {"run_id": tables.A("id")})
    )
    rows = NumberColumn(verbose_name="旧系统人数", accessor="counts__rows", order_by="counts__rows")
    not_here = NumberColumn(verbose_name="旧有新无", accessor="counts__not_here", order_by="counts__not_here")
    not_there = NumberColumn(verbose_name="新有旧无", accessor="counts__not_there", order_by="counts__not_there")
    place = NumberColumn(verbose_name="社区不同", accessor="counts__place", order_by="counts__place")
    field = NumberColumn(verbose_name="信息不同", accessor="counts__field", order_by="counts__field")
    new = NumberColumn(verbose_name="当日新增", accessor="counts__new", order_by="counts__new")
    open = NumberColumn(verbose_name="待处理", accessor="counts__open", order_by="counts__open")
