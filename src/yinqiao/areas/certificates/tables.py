"""The lists of the room: what must not be issued, what was issued, every use of a seal."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yinqiao.areas.certificates.queries import standing_on, timed, unit_of
from yinqiao.areas.certificates.types import How, Refused
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

TONES = {
    "waiting": "soon", "valid": "good", "expired": "neutral", "changed": "neutral", "declined": "neutral",
    "revoked": "danger", "replaced": "neutral",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


class RefusedTable(tables.Table):
    """One line a kind: its number in the list, why not, who proves it and how."""

    number = tables.Column("清单编号", attrs=_NOWRAP)
    title = tables.Column("证明")
    reason = tables.Column("不出具的理由", orderable=False)
    office = tables.Column("找谁办")
    way = tables.Column("怎么办", orderable=False)

    def render_number(self, record: Refused) -> str:
        """As it is cited."""
        return record.label

    def render_way(self, value: str, record: Refused) -> str | SafeString:
        """The way, and the page of ours that helps on."""
        if not record.also:
            return value
        try:
            address = reverse(record.also)
        except NoReverseMatch:
            return value
        return format_html('{} <a class="btn btn-sm" href="{}">协助办理</a>', value, address)

    def value_way(self, value: str) -> str:
        """The words alone, for a file."""
        return value


class CertificateTable(tables.Table):
    """Certificates, the newest first."""

    number = tables.Column(
        "证明编号", linkify=("certificates:certificate", {"certificate_id": tables.A("pk")}), attrs=_NOWRAP
    )
    title = tables.Column("证明")
    name = tables.Column("姓名", accessor="retiree__name", attrs=_NOWRAP)
    standing = tables.Column("状态", accessor="state")
    purpose = tables.Column("用途")
    issued_on = DayColumn(verbose_name="开具日期")
    valid_until = DayColumn(verbose_name="有效期至")
    how = StateColumn(verbose_name="用印", labels=dict(How.choices()))
    checks = NumberColumn(verbose_name="查验次数")
    unit = tables.Column("出具单位", accessor="place_no")

    def render_standing(self, record: Any) -> SafeString:
        """Where it stands today, as a chip."""
        standing = standing_on(record, timezone.localdate())
        return format_html('<span class="badge badge-{}">{}</span>', TONES[standing.value], standing.label)

    def value_standing(self, record: Any) -> str:
        """The words alone, for a file."""
        return standing_on(record, timezone.localdate()).label

    def render_unit(self, value: int) -> str:
        """The office in words."""
        return near_label(value, self.request.actor.scope)


class UseTable(tables.Table):
    """Uses of seals, the newest first."""

    at = tables.DateTimeColumn(verbose_name="用印时刻", format="Y-m-d H:i:s", attrs=_NOWRAP)
    number = tables.Column("证明编号", attrs=_NOWRAP)
    title = tables.Column("证明", attrs=_NOWRAP)
    how = StateColumn(verbose_name="用印方式", labels=dict(How.choices()))
    seal = WordsColumn(verbose_name="印章")
    timing = WordsColumn(verbose_name="时间戳", empty_values=(), orderable=False)
    author_name = tables.Column("用印人", attrs=_NOWRAP)
    author_unit = WordsColumn(verbose_name="单位")
    unit = WordsColumn(verbose_name="出具单位", accessor="place_no")
    digest = tables.Column("文件摘要（SHA-256）", orderable=False)

    def render_unit(self, value: int) -> str:
        """The office as it signs."""
        return unit_of(value)

    def render_timing(self, record: Any) -> str:
        """When the authority of time saw the seal."""
        return timed(record)

    def render_digest(self, value: str) -> SafeString:
        """The whole of it, in four lines."""
        return format_html_join(mark_safe("<wbr>"), "{}", ((value[at : at + 16],) for at in range(0, len(value), 16)))
