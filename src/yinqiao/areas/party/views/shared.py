"""What the pages of party relations share: the address of a list of members, its figures."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

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
