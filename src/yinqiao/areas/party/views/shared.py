"""What the pages of party relations share: the address of a list of members, its figures, enterprises to filter by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.platform.ui.parts import Figure

# Filter → its words, what is said of it, the tone where there is somebody.
_FIGURES = {
    "": ("移交党员", "不含已撤回", "neutral"),
    "waiting": ("待开介绍信", "", "soon"),
    "lettered": ("已开介绍信，待报到", "含已过期", "accent"),
    "checked_in": ("已报到，待接收", "", "accent"),
    "received": ("已接收", "有回执", "good"),
    "returned": ("已退回", "仍由企业党组织管理", "danger"),
    "expired": ("介绍信已过期", "须重新开具", "danger"),
    "unreached": ("没有联系渠道", "未办结的挂靠党员", "danger"),
}


def members_url(**query: object) -> str:
    """The list of members under these filters; what is empty is left out."""
    chosen = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse('party:members')}?{chosen}".rstrip("?")


def member_figures(counted: Mapping[str, int], batch_id: UUID | None = None) -> list[Figure]:
    """The figures that both sides read, each with the list of exactly those."""
    shown = []
    for name, value in counted.items():
        label, hint, tone = _FIGURES[name]
        url = members_url(batch=batch_id, state=name)
        shown.append(Figure(label, value, hint, url, tone if value else "neutral"))
    return shown


def enterprise_choices(rows: QuerySet[Any]) -> list[tuple[int, str]]:
    """The enterprises of these rows, by name."""
    ids = set(rows.order_by().values_list("enterprise_id", flat=True).distinct())
    return sorted(enterprise_names(ids).items(), key=lambda one: one[1])
