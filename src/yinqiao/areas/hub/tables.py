"""Lists of the carrier: what went, what came; and of the province: figures, packages between cities, health."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.hub.types import FarState, MessageKind, Outcome, PostState, Trouble, Voice
from yinqiao.areas.othercity.queries import city_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn

_NOWRAP = {"td": {"class": "nowrap"}}
POST_TONES = {"waiting": "soon", "posted": "accent", "taken": "good", "refused": "danger", "too_large": "danger"}
OUTCOME_TONES = {"taken": "good", "refused": "danger"}
VOICE_TONES = {"heard": "good", "silent": "danger", "never": "soon"}
FAR_TONES = {"on_the_way": "soon", "waiting": "accent", "late": "danger", "over": "danger", "ended": "neutral"}
TROUBLE_TONES = {"": "good", "no_stream": "soon", "key_unknown": "danger"}
AGAIN = ("posted", "refused", "too_large")


class CityColumn(tables.Column):
    """A city by its name."""

    def render(self, value: Any) -> str:
        """The name with its province."""
        return city_label(value)


class RateColumn(NumberColumn):
    """A rate with two decimals; the dash where there is nothing to count."""

    def render(self, value: Decimal) -> str:
        """`99.63%`."""
        return f"{value}%"


class SentTable(tables.Table):
    """One line per file that went out over the carrier."""

    about = tables.Column("移交包", attrs=_NOWRAP)
    kind = StateColumn(verbose_name="文件", labels=dict(MessageKind.choices()))
    line = CityColumn("发往", attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=POST_TONES, labels=dict(PostState.choices()))
    act = tables.Column("办理", accessor="pk", orderable=False, exclude_from_export=True)
    recorded_at = tables.DateTimeColumn(verbose_name="登记时刻", format="Y-m-d H:i", attrs=_NOWRAP)
    posted_at = tables.DateTimeColumn(verbose_name="发送时刻", format="Y-m-d H:i", default="—", attrs=_NOWRAP)
    receipt_at = tables.DateTimeColumn(verbose_name="对方回执", format="Y-m-d H:i", default="—", attrs=_NOWRAP)
    receipt_code = tables.Column("原因代码", default="—")

    def render_act(self, record: Any) -> str | SafeString:
        """The button that has the file posted once more, where that may help."""
        if record.state not in AGAIN:
            return "—"
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button class="btn btn-small" type="submit" aria-label="重新发送 {}">重新发送</button></form>',
            reverse("hub:again", args=[record.ref]), get_token(self.request), record.about,
        )  # fmt: skip


class CameTable(tables.Table):
    """One line per message that came from another city."""

    about = tables.Column("移交包", default="—", attrs=_NOWRAP)
    kind = StateColumn(verbose_name="内容", labels=dict(MessageKind.choices()))
    city = CityColumn("来自", attrs=_NOWRAP)
    outcome = StateColumn(verbose_name="结果", tones=OUTCOME_TONES, labels=dict(Outcome.choices()))
    code = tables.Column("原因代码", default="—")
    sent_at = tables.DateTimeColumn(verbose_name="对方登记时刻", format="Y-m-d H:i", attrs=_NOWRAP)
    stored_at = tables.DateTimeColumn(verbose_name="收到时刻", format="Y-m-d H:i", attrs=_NOWRAP)
    is_undone = tables.Column("提醒")

    def render_is_undone(self, value: bool) -> str | SafeString:
        """That the sender was restored to an earlier moment and may know nothing of it any more."""
        words = "对方系统已恢复到较早时刻，可能不再有这条记录，请与对方核对"
        return format_html('<span class="danger-text">{}</span>', words) if value else "—"

    def value_is_undone(self, value: bool) -> str:
        """The same in plain words."""
        return "对方恢复后可能不再有" if value else ""


class CitiesTable(tables.Table):
    """The cities side by side."""

    name = tables.Column("城市", attrs=_NOWRAP)
    voice = StateColumn(verbose_name="上报", tones=VOICE_TONES, labels=dict(Voice.choices()))
    as_of = tables.DateTimeColumn(verbose_name="截至", format="Y-m-d H:i", default="—", attrs=_NOWRAP)
    people = NumberColumn(verbose_name="已移交（人）", default="—")
    people_rate = RateColumn(verbose_name="人员接管率", default="—")
    party_rate = RateColumn(verbose_name="党组织关系接管率", default="—")
    archives_rate = RateColumn(verbose_name="档案接管率", default="—")
    offered = NumberColumn(verbose_name="待接收（人）", default="—")
    certified_rate = RateColumn(verbose_name="认证率", default="—")
    far_open = NumberColumn(verbose_name="移出未办结（个）", default="—")
    far_late = NumberColumn(verbose_name="其中超期", default="—")
    far_oldest_days = NumberColumn(verbose_name="最早已发出（天）", default="—")

    def render_name(self, value: str, record: Any) -> str | SafeString:
        """The city, with the way to its districts where it has told any."""
        if not record.figures:
            return value
        return format_html('<a href="{}">{}</a>', reverse("hub:city", args=[record.code]), value)


class DistrictTable(tables.Table):
    """The districts of one city."""

    name = tables.Column("区县", attrs=_NOWRAP)
    people = NumberColumn(verbose_name="已移交（人）")
    people_rate = RateColumn(verbose_name="人员接管率", default="—")
    party_rate = RateColumn(verbose_name="党组织关系接管率", default="—")
    archives_rate = RateColumn(verbose_name="档案接管率", default="—")
    offered = NumberColumn(verbose_name="待接收（人）")


class FarTable(tables.Table):
    """Packages between cities: days and counts."""

    number = tables.Column("移交包", attrs=_NOWRAP)
    sender = CityColumn("移出城市", attrs=_NOWRAP)
    receiver = CityColumn("移入城市", attrs=_NOWRAP)
    state = StateColumn(verbose_name="进展", tones=FAR_TONES, labels=dict(FarState.choices()))
    people = NumberColumn(verbose_name="人数")
    open = NumberColumn(verbose_name="待答复")
    accepted = NumberColumn(verbose_name="已接收")
    returned = NumberColumn(verbose_name="已退回")
    made_on = DayColumn(verbose_name="发出日期")
    valid_to = DayColumn(verbose_name="答复期限")
    age_days = NumberColumn(verbose_name="历时（天）")
    as_of = tables.DateTimeColumn(verbose_name="截至", format="Y-m-d H:i", attrs=_NOWRAP)


class HealthTable(tables.Table):
    """How each city's messages fare."""

    name = tables.Column("城市", attrs=_NOWRAP)
    voice = StateColumn(verbose_name="上报", tones=VOICE_TONES, labels=dict(Voice.choices()))
    trouble = StateColumn(verbose_name="读取情况", tones=TROUBLE_TONES, labels=dict(Trouble.choices()), empty_values=())
    heard_at = tables.DateTimeColumn(verbose_name="最近收到", format="Y-m-d H:i:s", default="从未收到", attrs=_NOWRAP)
    waiting = NumberColumn(verbose_name="待读")
    gaps = NumberColumn(verbose_name="缺号")
    refused = NumberColumn(verbose_name="未登记")
    epochs = NumberColumn(verbose_name="序列纪元数")
    epoch_at = tables.DateTimeColumn(verbose_name="本纪元开始", format="Y-m-d H:i", default="—", attrs=_NOWRAP)
    undone = NumberColumn(verbose_name="恢复后不再有")

    def render_trouble(self, record: Any) -> SafeString:
        """The word of it; that all is well has one too."""
        return format_html(
            '<span class="badge badge-{}">{}</span>', TROUBLE_TONES[record.trouble.value], record.trouble.label
        )

    def value_trouble(self, record: Any) -> str:
        """The same in plain words."""
        return str(record.trouble.label)
