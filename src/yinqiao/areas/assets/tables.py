"""Lists of a list's rows, and of assets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.assets.rules import next_words
from yinqiao.areas.assets.types import AssetState
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.platform.ui.columns import AmountColumn, NumberColumn, StateColumn, WordsColumn

ASSET_TONES = {
    "offered": "soon", "surveyed": "accent", "under_way": "accent", "returned": "danger", "handed_over": "good",
    "shared": "good", "leased": "good", "stayed": "neutral",
}  # fmt: skip
ROW_TONES = {"blocked": "danger", "ready": "accent"}


class RowTable(tables.Table):
    """The rows of a list."""

    row_no = NumberColumn(verbose_name="行号")
    asset_no = tables.Column("资产编号", default="—")
    name = tables.Column("名称", default="—")
    state = StateColumn(verbose_name="状态", tones=ROW_TONES, labels=dict(RowState.choices()))
    kind = tables.Column("类别", default="—")
    address = tables.Column("地址", default="—")
    area = AmountColumn(verbose_name="建筑面积（平方米）", default="—")
    title_state = tables.Column("权属状况", default="—")
    path = tables.Column("拟移交方式", default="—")
    value = AmountColumn(verbose_name="评估价值（元）", default="—")
    community_no = tables.Column("所在社区", default="—")
    remark = tables.Column("备注", default="—")

    def render_community_no(self, value: int) -> str:
        """The community in words."""
        return places().label(value)


class AssetTable(tables.Table):
    """Assets on both sides: what they are, where they stand, and whose the next step is."""

    asset_no = tables.Column("资产编号", linkify=("assets:asset", {"asset_id": tables.A("id")}))
    name = WordsColumn("名称")
    state = StateColumn(verbose_name="状态", tones=ASSET_TONES, labels=dict(AssetState.choices()))
    next_step = WordsColumn("下一步", empty_values=(), orderable=False)
    owed_by = tables.Column("由谁办理", default="—")
    waits_since = tables.Column("等待自", default="—", attrs={"td": {"class": "nowrap"}})
    path = tables.Column("移交方式")
    area = AmountColumn(verbose_name="面积（平方米）", default="—")
    found_area = AmountColumn(verbose_name="核实面积", default="—")
    kind = tables.Column("类别", default="—")
    address = WordsColumn("地址")
    title_state = tables.Column("权属状况")
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")
    place_no = WordsColumn("接收单位")
    batch_no = tables.Column("批次号")
    settled_at = tables.DateTimeColumn(verbose_name="办结时间", format="Y-m-d H:i", default="—")

    def render_next_step(self, record: Any) -> str:
        """The next step in words."""
        return next_words(record.stand) or "—"

    def render_waits_since(self, value: datetime) -> str:
        """Since when the next step is owed, and for how many days."""
        day = timezone.localdate(value)
        return f"{day:%Y-%m-%d}，{(timezone.localdate() - day).days} 天"

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)
