"""失联人员: the work list with 失联率 at its head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.lost_contact import queries
from yinqiao.areas.lost_contact.forms import PeopleFilter
from yinqiao.areas.lost_contact.rules import TRY
from yinqiao.areas.lost_contact.tables import PeopleTable
from yinqiao.areas.lost_contact.types import Figures, Standing
from yinqiao.areas.organisations.queries import enterprise_names, narrow_work_list, near_label, places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.parts import Figure

LIST = ListSpec(
    title="失联人员", table=PeopleTable, filters=PeopleFilter, page_size=50, is_wide=True,
    export=TableExport("失联人员清单", "lost_contact.list_exported", hint=UNNAMED),
    empty=Empty("没有失联或存疑的人员", "长期没有联系、空号、退信、党员逾期未报到等信号累计到一定分值，就会列在这里。", picture="done"),
)  # fmt: skip


def _load(scope: Scope) -> Callable[[Any], Any]:
    def load(chosen: Any) -> Any:
        today = timezone.localdate()
        found = queries.list_people(
            scope=scope, today=today, standing=chosen.get("standing") or "", signal=chosen.get("signal") or "",
            case=chosen.get("case") or "",
        )  # fmt: skip
        return queries.PeopleRows(narrow_work_list(found, chosen, today))

    return load


def people_url(**query: str) -> str:
    """The list under these filters."""
    return f"{reverse('lost_contact:people')}?{urlencode(query)}".rstrip("?")


def _figures(told: Figures) -> list[tuple[Figure, str]]:
    """The figures at the head, each with the list of exactly those; the rate is words."""
    return [
        (Figure("失联人数", told.lost, "已由经办人认定", people_url(standing=Standing.LOST), "danger"), f"{told.lost:,}"),
        (Figure("失联率", 0, f"失联 {told.lost:,} / 在管 {told.managed:,}", "", "neutral", ""), told.rate),
        (Figure("达到标准、待认定", told.ripe, "", people_url(standing=Standing.RIPE), "soon"), f"{told.ripe:,}"),
        (Figure("存疑", told.doubtful, "", people_url(standing=Standing.DOUBTFUL), "soon"), f"{told.doubtful:,}"),
        (Figure("今年找回", told.found, "、".join(f"{way} {count}" for way, count in told.ways), "", "good"), f"{told.found:,}"),
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*TRY.roles)
def people(request: HttpRequest) -> HttpResponseBase:
    """Who cannot be reached within the scope, and how many of those managed are lost."""
    scope = actor_of(request).scope
    inside = [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    known = sorted(enterprise_names(None).items(), key=lambda one: one[1])
    spec = replace(LIST, filters=with_choices(PeopleFilter, enterprises=known, places=inside))
    return answer_list(request, spec, _load(scope), template="lost_contact/people.html")


@require_GET
@requires(*TRY.roles)
def figures(request: HttpRequest) -> HttpResponse:
    """失联率 and the figures at the head of the list: asked for by the page once it is there."""
    scope, today = actor_of(request).scope, timezone.localdate()
    told = queries.figures(scope=scope, today=today)
    finds = queries.what_finds_people(scope=scope, since=today.replace(month=1, day=1))
    return render(request, "lost_contact/figures.html", {"figures": _figures(told), "finds": finds})
