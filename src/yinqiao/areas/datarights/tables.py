"""The list of requests about personal data."""

from __future__ import annotations

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.datarights.types import DataRequestState
from yinqiao.platform.ui.columns import DayColumn, StateColumn


class DataRequestTable(tables.Table):
    """Requests about personal data, the earliest due first."""

    retiree_name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("retiree_id")}))
    kind_label = tables.Column("请求事项", linkify=("datarights:data_request", {"request_id": tables.A("id")}))
    asked_by = tables.Column("提出人")
    received_on = DayColumn(verbose_name="收到日期")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)
    state = StateColumn(
        verbose_name="状态", tones={"open": "soon", "done": "good"}, labels=dict(DataRequestState.choices())
    )
