"""The lists of endpoints and of events that a receiver refused."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.exchange.types import EndpointRow, LetterState, Outcome, Standing
from yinqiao.platform.ui.columns import NumberColumn, StateColumn

TONES = {"good": "good", "failing": "soon", "paused": "soon", "groundless": "danger", "ended": "neutral"}


def outcome_words(code: str) -> str:
    """How an attempt ended, in words."""
    return next((one.label for one in Outcome if one.value == code), code)


def duration_words(seconds: int) -> str:
    """`刚刚`, `45 秒`, `12 分钟`, `3 小时`, `2 天`."""
    for size, word in ((86_400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= size:
            return f"{seconds // size} {word}"
    return f"{seconds} 秒" if seconds >= 1 else "刚刚"


class EndpointTable(tables.Table):
    """One line per endpoint; one that has ended stays, so that it can be told what it was."""

    name = tables.Column("用途", linkify=("exchange:endpoint", {"endpoint_id": tables.A("id")}))
    url = tables.Column("接收地址", attrs={"td": {"class": "wrap"}})
    unit = tables.Column("范围")
    standing = StateColumn(verbose_name="状态", tones=TONES, labels=dict(Standing.choices()))
    lag = NumberColumn(verbose_name="待送序号数")
    lag_seconds = tables.Column("最早的已等候", attrs={"td": {"class": "nowrap"}})
    last_success_at = tables.DateTimeColumn(verbose_name="最近送达", format="Y-m-d H:i", default="从未送达")
    last_code = tables.Column("最近结果", empty_values=())
    letters = NumberColumn(verbose_name="未送达")

    class Meta:
        orderable = True

    def render_lag_seconds(self, record: EndpointRow) -> str:
        """How long the oldest waits."""
        return duration_words(record.lag_seconds) if record.lag else "—"

    def render_last_code(self, record: EndpointRow) -> str:
        """The result of the last attempt in words."""
        return outcome_words(record.last_code) if record.last_tried_at else "—"


class LetterTable(tables.Table):
    """One line per event that was refused."""

    seq = NumberColumn(verbose_name="序号")
    type_label = tables.Column("事件", linkify=("exchange:letter", {"letter_id": tables.A("id")}))
    type = tables.Column("类型代码")
    code = tables.Column("原因")
    put_aside_at = tables.DateTimeColumn(verbose_name="列入时间", format="Y-m-d H:i")
    state = StateColumn(
        verbose_name="状态", tones={"waiting": "soon", "delivered": "good"}, labels=dict(LetterState.choices())
    )
    last_code = tables.Column("最近重送", empty_values=())

    class Meta:
        orderable = True

    def render_code(self, value: str) -> str:
        """The reason in words."""
        return outcome_words(value)

    def render_type(self, value: str) -> SafeString:
        """The code as a programmer reads it."""
        return format_html("<code>{}</code>", value)

    def render_last_code(self, value: str, record: object) -> str:
        """How sending it again ended."""
        state = getattr(record, "state", LetterState.WAITING)
        return outcome_words(value) if value or state == LetterState.DELIVERED else "—"
