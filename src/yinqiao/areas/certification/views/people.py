"""资格认证: the work list with 认证率 at its head, and 认证率 by community."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.certification import queries
from yinqiao.areas.certification.forms import PeopleFilter
from yinqiao.areas.certification.rules import CERTIFY
from yinqiao.areas.certification.tables import PeopleTable, RateTable
from yinqiao.areas.certification.types import Rate, State
from yinqiao.areas.organisations.queries import enterprise_names, narrow_work_list, near_label, places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.parts import Figure

LIST = ListSpec(
    title="资格认证", table=PeopleTable, filters=PeopleFilter, page_size=50, is_wide=True,
    export=TableExport("资格认证名单", "certification.list_exported", hint=UNNAMED),
    bulk=(
        BulkAction("登记认证", "certification:round", is_main=True), BulkAction("记为已提醒", "certification:remind"),
        BulkAction("打印联系单", "certification:calls"),
    ),
    empty=Empty("没有需要办理的人员", "到期前 60 天、30 天、7 天和逾期的人员会列在这里；数据比对已认证的不必再问。", picture="done"),
)  # fmt: skip
_RATES = ListSpec(
    title="各社区认证率", table=RateTable, page_size=100, unit="个社区",
    export=TableExport("各社区认证率", "certification.rates_exported", is_personal=False),
    empty=Empty("没有应认证的人员", "接收人员后，这里按社区列出认证率。"),
)  # fmt: skip


def load_people(scope: Scope) -> Callable[[Any], QuerySet[Any]]:
    """The people of a scope under the chosen filters."""

    def load(chosen: Any) -> QuerySet[Any]:
        today = timezone.localdate()
        found = queries.list_people(
            scope=scope, today=today, state=chosen.get("state") or "", case=chosen.get("case") or ""
        )
        return narrow_work_list(found, chosen, today)

    return load


def spec_of(scope: Scope) -> ListSpec:
    """The list with the filters of a scope."""
    inside = [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    known = sorted(enterprise_names(None).items(), key=lambda one: one[1])
    return replace(LIST, filters=with_choices(PeopleFilter, enterprises=known, places=inside))


def people_url(**query: str) -> str:
    """The list under these filters."""
    return f"{reverse('certification:people')}?{urlencode(query)}".rstrip("?")


@require_http_methods(["GET", "POST"])
@requires(*CERTIFY.roles)
def people(request: HttpRequest) -> HttpResponseBase:
    """Whose certification falls due, is overdue, or whose pay is suspended, within the scope."""
    scope = actor_of(request).scope
    return answer_list(request, spec_of(scope), load_people(scope), template="certification/people.html")


def _figures(told: Rate) -> list[tuple[Figure, str]]:
    """The figures at the head, each with the list of exactly those; the rate is words."""
    return [
        (Figure("认证率", 0, f"有效 {told.valid:,} / 应认证 {told.needed:,}", reverse("certification:rates"), "neutral", ""), told.words),
        (Figure("60 天内到期", told.soon, "", people_url(case="soon"), "soon"), f"{told.soon:,}"),
        (Figure("逾期未认证", told.overdue, "", people_url(state=State.OVERDUE), "danger"), f"{told.overdue:,}"),
        (Figure("已暂停发放", told.suspended, "由人社部门告知", people_url(state=State.SUSPENDED), "danger"), f"{told.suspended:,}"),
    ]  # fmt: skip


@require_GET
@requires(*CERTIFY.roles)
def figures(request: HttpRequest) -> HttpResponse:
    """认证率 and the figures at the head of the list: asked for by the page once it is there."""
    told = queries.rates_of(scope=actor_of(request).scope, today=timezone.localdate())
    return render(request, "certification/figures.html", {"figures": _figures(told)})


@require_http_methods(["GET", "POST"])
@requires(*CERTIFY.roles)
def rates(request: HttpRequest) -> HttpResponseBase:
    """认证率 of each community within the scope, the lowest first."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> list[Rate]:
        return queries.rates_below(scope=scope, today=timezone.localdate())

    return answer_list(request, _RATES, load, template="certification/rates.html")
