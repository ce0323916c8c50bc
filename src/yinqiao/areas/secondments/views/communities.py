"""企业型重点社区: the list, one of them, the city's entry and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.organisations.queries import enterprise_choices, name_in_full, near_label, places, standing_names
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.forms import CommunityFilter, CommunityForm
from yinqiao.areas.secondments.rules import CITY, PLACES
from yinqiao.areas.secondments.tables import TONES, CommunityTable
from yinqiao.areas.secondments.types import Standing
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="企业型重点社区", table=CommunityTable, filters=CommunityFilter, unit="个", page_size=50, is_wide=True,
    export=TableExport("企业型重点社区", "secondments.communities_exported", is_personal=False),
    empty=Empty(
        "没有企业型重点社区", "企业退休人员集中的社区，过渡期内可以由市级登记为企业型重点社区，并由企业选派人员协助。"
    ),
)  # fmt: skip
_NEW = ActPage(
    "登记企业型重点社区",
    "登记",
    "已登记，可以选派人员。",
    "登记后，企业可以选派人员到这个社区协助，期限不超过重点社区的期限。",
)
_CLOSE = ActPage(
    "结束重点社区", "结束", "已结束，选派随之结束，未办结的事项转给社区。",
    "结束后，在这个社区的选派人员立即不能再使用系统，未办结的事项转给社区；记录都保留。", is_dangerous=True,
)  # fmt: skip
HOME = "企业型重点社区"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(HOME, reverse("secondments:communities")), *more]


def narrowed(found: Any, chosen: Mapping[str, Any]) -> Any:
    """By standing and enterprise."""
    standing = chosen.get("standing")
    if not standing:
        found = found.exclude(standing=Standing.ENDED)
    elif standing != "all":
        found = found.filter(standing=standing)
    if enterprise := chosen.get("enterprise"):
        found = found.filter(enterprise_id=enterprise)
    return found


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def communities(request: HttpRequest) -> HttpResponseBase:
    """The key communities of the scope, the soonest to end first."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        return narrowed(queries.list_communities(scope=actor.scope, today=today), chosen)

    choices = enterprise_choices(queries.list_communities(scope=actor.scope, today=today))
    spec = replace(LIST, filters=with_choices(CommunityFilter, enterprises=choices))
    context = {"is_city": actor.role in CITY}
    return answer_list(request, spec, load, template="secondments/communities.html", context=context)


@require_GET
@requires(*PLACES)
def community(request: HttpRequest, community_id: UUID) -> HttpResponse:
    """One key community and who is seconded there."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_community(scope=actor.scope, community_id=community_id, today=today)
    listed = list(queries.list_secondments(scope=actor.scope, today=today).filter(community_id=row.pk))
    day = timedelta(days=1)
    place = near_label(row.place_no, actor.scope)
    context = {
        "row": row, "place": place, "enterprise": name_in_full(enterprise_id=row.enterprise_id),
        "last_on": row.until_on - day, "standing": Standing(row.standing).label, "tone": TONES[row.standing],
        "officers": [(one, one.until_on - day, Standing(one.standing).label, TONES[one.standing]) for one in listed],
        "is_city": actor.role in CITY and row.ended_at is None, "crumbs": crumbs((place, "")),
    }  # fmt: skip
    return render(request, "secondments/community.html", context)


@require_http_methods(["GET", "POST"])
@requires(*CITY)
def new(request: HttpRequest) -> HttpResponse:
    """The city makes a community a key one."""
    actor = actor_of(request)
    inside = places().within(actor.scope, DivisionKind.COMMUNITY)
    form = CommunityForm(
        request.POST or None, places=[(one.place_no, near_label(one.place_no, actor.scope)) for one in inside],
        enterprises=sorted(standing_names().items(), key=lambda one: one[1]),
    )  # fmt: skip
    shown = Shown(
        "ui/form_page.html", {"crumbs": crumbs((_NEW.title, "")), "back": reverse("secondments:communities")},
        back=lambda made: reverse("secondments:community", args=[made]),
    )  # fmt: skip
    return answer_form(
        request, _NEW, form, lambda: services.open_community(actor=actor, at=timezone.now(), new=form.new()), shown
    )


@require_http_methods(["GET", "POST"])
@requires(*CITY)
def close(request: HttpRequest, community_id: UUID) -> HttpResponse:
    """The city ends it."""
    actor = actor_of(request)
    row = queries.get_community(scope=actor.scope, community_id=community_id, today=timezone.localdate())
    back = reverse("secondments:community", args=[row.pk])
    trail = crumbs((near_label(row.place_no, actor.scope), back), (_CLOSE.title, ""))
    shown = Shown("ui/form_page.html", {"crumbs": trail, "back": back}, back=lambda _: back)
    form = forms.Form(request.POST if request.method == "POST" else None)
    return answer_form(
        request, _CLOSE, form,
        lambda: services.close_community(actor=actor, at=timezone.now(), community_id=row.pk), shown,
    )  # fmt: skip
