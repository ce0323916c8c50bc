"""The list of what must not be issued."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.certificates.types import Refused


class RefusedTable(tables.Table):
    """One line a kind: its number in the list, why not, who proves it and how."""

    number = tables.Column("清单编号", attrs={"td": {"class": "nowrap"}})
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
