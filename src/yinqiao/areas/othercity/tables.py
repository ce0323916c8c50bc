"""Lists of who may go to another city, of packages with their people, of who comes, of keys."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.othercity.rules import city_label, reason_words
from yinqiao.areas.othercity.types import (
    ArrivalState,
    Obstacle,
    Overtaken,
    RegisterMark,
    Side,
    TransferState,
)
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn

TRANSFER_TONES = {"offered": "accent", "accepted": "good", "returned": "danger", "overtaken": "danger"}
ARRIVAL_TONES = {"waiting": "accent", "accepted": "good", "returned": "danger"}
MARK_TONES = {"managed": "good", "offered": "soon"}
OBSTACLE_TONES = {"": "good", "on_the_way": "accent"}
_STOPPED = {one.value: one.label for one in Overtaken}
_NAME = {"td": {"class": "nowrap"}}


def why(record: Any) -> str:
    """Why a transfer was returned or stopped, and what they said all the same."""
    words = _STOPPED.get(record.reason) or (reason_words(record.reason, record.note) if record.reason else "")
    return f"{words}；对方仍答复接收，请联系对方核对" if record.told == "accepted" else words


class CityColumn(tables.Column):
    """A city by its name."""

    def render(self, value: Any) -> str:
        """The name with its province."""
        return city_label(value)


class CandidateTable(tables.Table):
    """Everybody whom the desk looks after, the city of each, and whether a transfer there can be offered."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("id")}), attrs=_NAME)
    city = CityColumn("居住城市", default="—")
    obstacle = StateColumn(
        verbose_name="能否移交", tones=OBSTACLE_TONES, labels=dict(Obstacle.choices()), empty_values=()
    )
    born_on = DayColumn(verbose_name="出生日期")
    last_state = tables.Column("上次移交", default="—")
    enterprise = WordsColumn("原企业", accessor="enterprise__name")

    def render_obstacle(self, value: str) -> SafeString:
        """What stands against it, or that nothing does."""
        one = next(known for known in Obstacle if known.value == value)
        tone = OBSTACLE_TONES.get(value, "neutral")
        return format_html('<span class="badge badge-{}">{}</span>', tone, one.label)

    def value_obstacle(self, value: str) -> str:
        """The same in plain words."""
        return next(known for known in Obstacle if known.value == value).label

    def render_last_state(self, record: Any) -> str:
        """How the last transfer ended, with the reason."""
        label = dict(TransferState.choices()).get(record.last_state, "")
        reason = _STOPPED.get(record.last_reason) or reason_words(record.last_reason or "", record.last_note or "")
        return f"{label}：{reason}" if reason else label


class PackageTable(tables.Table):
    """Packages out of the desks and, for the city, those that came in."""

    number = tables.Column("编号", linkify=lambda record: record.get_absolute_url(), attrs=_NAME)
    side = StateColumn(verbose_name="方向", labels=dict(Side.choices()))
    city = CityColumn("对方城市")
    people = NumberColumn(verbose_name="人数")
    open = NumberColumn(verbose_name="待答复")
    accepted = NumberColumn(verbose_name="已接收")
    returned = NumberColumn(verbose_name="已退回")
    made_on = DayColumn(verbose_name="发出日期")
    valid_to = DayColumn(verbose_name="答复期限")
    late = tables.Column("提醒", accessor="pk", orderable=False)
    made_name = tables.Column("经办人")

    def render_late(self, record: Any) -> str | SafeString:
        """That an answer is late, or that the offer is over."""
        today = timezone.localdate()
        if record.ended_on:
            return "已办结"
        if record.valid_to < today:
            words = "答复期限已过，请撤回" if record.side == Side.OUT else "答复期限已过"
            return format_html('<span class="danger-text">{}</span>', words)
        if record.due_on < today:
            return format_html('<span class="danger-text">{}</span>', "超期未答复，已上升到市级")
        return "—"


class TransferTable(tables.Table):
    """The people of a package that went out."""

    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("retiree_id")}), attrs=_NAME)
    state = StateColumn(verbose_name="状态", tones=TRANSFER_TONES, labels=dict(TransferState.choices()))
    state_on = DayColumn(verbose_name="状态日期")
    reason = tables.Column("原因", empty_values=())

    def render_reason(self, record: Any) -> str:
        """Why, in words."""
        return why(record) or "—"


class ArrivalTable(tables.Table):
    """Whom other cities offer us."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", attrs=_NAME)
    city = CityColumn("移出城市", accessor="package__city")
    state = StateColumn(verbose_name="状态", tones=ARRIVAL_TONES, labels=dict(ArrivalState.choices()))
    mark = StateColumn(verbose_name="本市登记", tones=MARK_TONES, labels=dict(RegisterMark.choices()))
    valid_to = DayColumn(verbose_name="答复期限", accessor="package__valid_to", left_from=timezone.localdate)
    born_on = DayColumn(verbose_name="出生日期")
    employer = WordsColumn("原企业")
    archives = NumberColumn(verbose_name="档案（卷）")
    has_party = tables.Column("党组织关系")
    number = tables.Column(
        "移交包", accessor="package__number", linkify=("othercity:package", {"package_id": tables.A("package_id")})
    )
    reason = tables.Column("退回原因", empty_values=())

    def render_has_party(self, value: bool) -> str:
        """Whether a party relation comes along."""
        return "随转" if value else "—"

    def render_reason(self, record: Any) -> str:
        """Why somebody was returned; that the sender has taken back whom we had accepted."""
        words = reason_words(record.reason, record.note) if record.reason else ""
        return "对方在接收后又撤回，请联系对方核对" if record.is_recalled else words or "—"


class KeysTable(tables.Table):
    """Public keys of other cities."""

    city = CityColumn("城市")
    state = tables.Column("状态", accessor="pk", orderable=False)
    fingerprint = tables.Column("指纹")
    registered_at = tables.DateTimeColumn(verbose_name="登记时刻", format="Y-m-d H:i")
    registered_name = tables.Column("登记人")
    confirmed_at = tables.DateTimeColumn(verbose_name="确认时刻", format="Y-m-d H:i", default="—")
    confirmed_name = tables.Column("确认人", default="—")
    revoked_at = tables.DateTimeColumn(verbose_name="停用时刻", format="Y-m-d H:i", default="—")
    act = tables.Column("办理", accessor="pk", orderable=False, exclude_from_export=True)

    def render_state(self, record: Any) -> SafeString:
        """Whether files are sealed for these keys and signatures of theirs count."""
        words, tone = keys_state(record)
        return format_html('<span class="badge badge-{}">{}</span>', tone, words)

    def render_fingerprint(self, value: str) -> str:
        """In groups of four, as it is read aloud."""
        return grouped(value)

    def render_act(self, record: Any) -> str | SafeString:
        """The way to the page of these keys."""
        return format_html('<a href="{}">查看</a>', reverse("othercity:key", args=[record.pk]))


def keys_state(record: Any) -> tuple[str, str]:
    """What is said of keys, and its tone."""
    if record.revoked_at:
        return "已停用", "danger"
    return ("已确认", "good") if record.confirmed_at else ("待确认指纹", "soon")


def grouped(fingerprint: str) -> str:
    """9292d3538b2d… → 9292 d353 8b2d …"""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
