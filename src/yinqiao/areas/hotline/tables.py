"""Lists of orders, sheets and clusters."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.hotline.types import ClusterState, OrderState, Topic
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

ORDER_TONES = {"open": "accent", "done": "soon", "answered": "good"}
CLUSTER_TONES = {"found": "soon", "taken": "accent", "dismissed": "neutral"}
_NOWRAP = {"td": {"class": "nowrap"}}


class _PlaceColumn(WordsColumn):
    """A place in words, as near as the reader's own."""

    def render(self, value: int, table: tables.Table) -> str:
        """Its names."""
        return near_label(value, table.request.actor.scope)


class _FirmColumn(WordsColumn):
    """An enterprise by name."""

    def render(self, value: int) -> str:
        """Its name."""
        return enterprise_names({value}).get(value, "—")


class _TopicColumn(tables.Column):
    """A topic in words."""

    def render(self, value: str) -> str:
        """Its label."""
        return Topic(value).label if value in {one.value for one in Topic} else value


class OrderTable(tables.Table):
    """Orders, the newest first."""

    number = tables.Column("工单编号", linkify=("hotline:order", {"order_id": tables.A("pk")}), attrs=_NOWRAP)
    topic = _TopicColumn("分类")
    place = _PlaceColumn(verbose_name="所在地", accessor="base_place_no")
    estate = WordsColumn(verbose_name="小区", default="—")
    firm = _FirmColumn(verbose_name="涉及企业", accessor="firm_id", default="—")
    received_on = DayColumn(verbose_name="受理")
    due_on = DayColumn(verbose_name="热线时限", default="—")
    state = StateColumn(verbose_name="状态", tones=ORDER_TONES, labels=dict(OrderState.choices()))


class BatchTable(tables.Table):
    """Sheets, the newest first."""

    file_name = WordsColumn(verbose_name="工单表", linkify=lambda record: record.get_absolute_url())
    created_at = tables.DateTimeColumn(verbose_name="导入", format="Y-m-d H:i", attrs=_NOWRAP)
    rows = NumberColumn(verbose_name="行数")
    opened = NumberColumn(verbose_name="新立事项")
    joined = NumberColumn(verbose_name="并入同样内容")
    changed = NumberColumn(verbose_name="更正")
    same = NumberColumn(verbose_name="此前已有")
    refused = NumberColumn(verbose_name="没有导入")
    place_no = _PlaceColumn(verbose_name="接收单位")
    created_name = WordsColumn(verbose_name="导入人")


class ClusterTable(tables.Table):
    """Clusters, what waits first."""

    topic = _TopicColumn("分类", linkify=lambda record: record.get_absolute_url())
    place_no = _PlaceColumn(verbose_name="所在地")
    firm = _FirmColumn(verbose_name="涉及企业", accessor="firm_id", default="—")
    orders = NumberColumn(verbose_name="近期件数")
    usual = tables.Column("平时件数", accessor="usual_hundredths")
    found_on = DayColumn(verbose_name="发现")
    last_on = DayColumn(verbose_name="最近一次符合")
    state = StateColumn(verbose_name="状态", tones=CLUSTER_TONES, labels=dict(ClusterState.choices()))

    def render_usual(self, value: int) -> str:
        """With one place."""
        return f"{value / 100:.1f}"
