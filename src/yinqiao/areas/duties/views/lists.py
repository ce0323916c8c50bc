"""应办服务: the work list of an office, and what was delivered by community."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.duties import queries
from yinqiao.areas.duties.forms import DutyFilter, SpanForm
from yinqiao.areas.duties.queries import Measured
from yinqiao.areas.duties.rules import SERVE
from yinqiao.areas.duties.tables import DutyTable, MeasuredTable
from yinqiao.areas.organisations.queries import enterprise_names, narrow_work_list, near_label, places
from yinqiao.kernel.periods import add_months
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="应办服务", table=DutyTable, filters=DutyFilter, page_size=50, is_wide=True, unit="项",
    export=TableExport("应办服务", "duties.list_exported", hint=UNNAMED),
    bulk=(BulkAction("打印走访单", "duties:sheet", is_main=True), BulkAction("录入走访单", "duties:typed")),
    empty=Empty("没有应办的服务", "按服务标准到期的走访、问候、慰问每天早上列在这里。", picture="done"),
)  # fmt: skip
_MEASURED = ListSpec(
    title="服务完成情况", table=MeasuredTable, filters=SpanForm, page_size=100, unit="行",
    export=TableExport("服务完成情况", "duties.measured_exported", is_personal=False),
    empty=Empty("这段时间没有到期的服务", "换一个期间再看。", picture="search"),
)  # fmt: skip


def load_duties(scope: Scope) -> Callable[[Any], QuerySet[Any]]:
    """What is due within a scope under the chosen filters."""

    def load(chosen: Any) -> QuerySet[Any]:
        today = timezone.localdate()
        found = queries.list_duties(
            scope=scope, today=today, case=chosen.get("case") or "", service=chosen.get("service") or "",
            standard=chosen.get("standard") or "",
        )  # fmt: skip
        return narrow_work_list(found, chosen, today)

    return load


def spec_of(scope: Scope) -> ListSpec:
    """The list with the filters of a scope."""
    inside = [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    known = sorted(enterprise_names(None).items(), key=lambda one: one[1])
    named = sorted(queries.titles().items(), key=lambda one: one[1])
    return replace(LIST, filters=with_choices(DutyFilter, enterprises=known, places=inside, standards=named))


def duties_url(**query: str) -> str:
    """The list under these filters."""
    return f"{reverse('duties:duties')}?{urlencode(query)}".rstrip("?")


@require_http_methods(["GET", "POST"])
@requires(*SERVE.roles)
def duties(request: HttpRequest) -> HttpResponseBase:
    """What is due within the scope, the soonest first."""
    scope = actor_of(request).scope
    return answer_list(request, spec_of(scope), load_duties(scope), template="duties/duties.html")


@require_http_methods(["GET", "POST"])
@requires(*SERVE.roles)
def measured(request: HttpRequest) -> HttpResponseBase:
    """What was delivered of what fell due, by community and service; no officer is named."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> list[Measured]:
        first, last = _span(chosen.get("span") or "", timezone.localdate())
        return queries.measure(scope=scope, first=first, last=last)

    return answer_list(request, _MEASURED, load, template="duties/measured.html")


def _span(span: str, today: date) -> tuple[date, date]:
    """The first and the last day of what was chosen; up to its end, for what is due later in it counts as due."""
    if span == "last_year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    months = {"month": 1, "quarter": 3}.get(span, 12)
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    return first, add_months(first, months) - timedelta(days=1)
