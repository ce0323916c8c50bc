"""What the pages of party organisations share: addresses, figures, a page of one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yinqiao.areas.branches import queries
from yinqiao.areas.branches.types import Figures
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.parts import Figure


def organisations_url(**query: object) -> str:
    """The list of organisations under these filters; what is empty is left out."""
    chosen = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse('branches:organisations')}?{chosen}".rstrip("?")


def figures_of(told: Figures, *, is_enterprise: bool) -> list[Figure]:
    """What both sides read above the list, each with the list of exactly those.

    A place knows the members that go to itself: for it a difference says nothing.
    """
    known = told.known
    gap = told.agreed_members - known.members if is_enterprise else 0
    words = f"比商定{'少' if gap > 0 else '多'} {abs(gap):,} 人" if gap else "与商定一致"
    hint = f"名册中 {known.members:,} 人，{words}" if is_enterprise else f"名册中移交到本单位 {known.members:,} 人"
    return [
        Figure("列入", told.listed, "不含已作废", organisations_url(), "neutral", "个"),
        Figure("已提交移交", told.sent, "含退回和暂留", organisations_url(state="sent"), "neutral", "个"),
        Figure("已签收", told.received, "接收党委已签收", organisations_url(state="signed"), "accent", "个"),
        Figure("已落实", told.there, "有书记、过组织生活", organisations_url(state="settled"), "good", "个"),
        Figure(
            "暂留企业", told.kept, "到期再定", organisations_url(state="kept"), "soon" if told.kept else "neutral", "个"
        ),
        Figure("商定党员", told.agreed_members, hint, "", "neutral" if not gap else "soon", "人"),
        Figure("已接收党员", known.received, f"名册中未接收 {known.open:,} 人", "", "neutral", "人"),
    ]


def own_row(request: HttpRequest, organisation_id: UUID) -> Any:
    """The organisation in the scope of who asks; NotFound otherwise."""
    return queries.get_organisation(scope=actor_of(request).scope, organisation_id=organisation_id)


def answer_act(
    request: HttpRequest, page: ActPage, row: Any, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    """GET: the form. POST: the act, then back to the organisation; a refusal shows the form again with its status."""
    shown = Shown(
        "branches/act.html", {"row": row, "back": row.get_absolute_url()}, lambda _: str(row.get_absolute_url())
    )
    return answer_form(request, page, form, act, shown)
