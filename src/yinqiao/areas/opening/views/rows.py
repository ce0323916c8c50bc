"""Rows that do not load: why, whose they are, what an officer says of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.forms import ExplainForm, RowFilter
from yinqiao.areas.opening.queries import title_of
from yinqiao.areas.opening.tables import RowTable
from yinqiao.areas.opening.types import CITY_ROLES, RowState, RunState, Side
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids, with_choices


def _list(scope: Scope) -> tuple[ListSpec, Load]:
    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        found, state = queries.list_rows(scope=scope), chosen.get("state")
        found = found.filter(state=state) if state else found.exclude(state=RowState.READY)
        wanted = {"run_id": "run", "reason": "reason", "old_enterprise": "enterprise", "old_place": "place"}
        return found.filter(**{column: chosen[name] for column, name in wanted.items() if chosen.get(name)})

    spec = ListSpec(
        title="旧系统各行", table=RowTable, filters=with_choices(RowFilter, choices=_choices(scope)), unit="行", page_size=50,
        bulk=(BulkAction("说明原因", "opening:explain", is_main=True), BulkAction("撤销说明", "opening:take_back")),
        export=TableExport("旧系统未入库人员", "opening.rows_exported", hint=UNNAMED), is_wide=True,
        empty=Empty("没有符合条件的行", "请减少筛选条件，或查看其他结果。", picture="search"),
    )  # fmt: skip
    return spec, load


def _choices(scope: Scope) -> dict[str, list[tuple[str, str]]]:
    # Of what loads there are hundreds of thousands: they are not looked through for the choices.
    held = queries.list_rows(scope=scope).exclude(state=RowState.READY).order_by()
    reasons = held.values_list("reason", flat=True).distinct()
    runs = queries.list_runs(scope=scope).filter(counts__rows__gt=0).exclude(state=RunState.THROWN_AWAY)
    named = {
        side: sorted(queries.list_mappings(scope=scope, side=side).values_list("old_name", flat=True)) for side in Side
    }
    return {
        "run": [(str(one.pk), one.run_no) for one in runs],
        "reason": sorted(((code, title_of(code)) for code in reasons if code), key=lambda one: one[1]),
        "enterprise": [(name, name) for name in named[Side.ENTERPRISE]],
        "place": [(name, name) for name in named[Side.PLACE]],
    }


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def rows(request: HttpRequest) -> HttpResponseBase:
    """The rows of the old system's tables and what became of them."""
    actor = actor_of(request)
    if request.method == "GET" and "export" not in request.GET:
        record_read(actor, action="opening.rows_read", people=0, purpose="核对旧系统各行")
    return answer_list(request, *_list(actor.scope), template="opening/rows.html")


@require_POST
@requires(*CITY_ROLES)
def explain(request: HttpRequest) -> HttpResponse:
    """Say why the chosen rows do not load; the choice first, then the words."""
    actor = actor_of(request)
    ids = chosen_uuids(request, *_list(actor.scope))
    form = ExplainForm(request.POST if "code" in request.POST else None)
    back = reverse("opening:rows")
    page = ActPage(
        "说明原因",
        "保存说明",
        "说明已保存，对账数字已更新。",
        "说明会列入对账单，可以撤销。已入库和登记簿已有的行不受影响。",
    )
    context = {"about": f"共 {len(ids):,} 行", "ids": ids, "back": back}
    shown = Shown("opening/act.html", context, back=lambda _: back)
    if not form.is_bound:
        # The list posts the choice alone: the form is shown, not refused.
        request.method = "GET"
    act = partial(_explain, actor, ids, form)
    return answer_form(request, page, form, act, shown)


def _explain(actor: Any, ids: list[UUID], form: ExplainForm) -> None:
    services.explain_rows(actor=actor, at=timezone.now(), ids=ids, told=form.told())


@require_POST
@requires(*CITY_ROLES)
def take_back(request: HttpRequest) -> HttpResponseBase:
    """Take explanations back: the rows wait again."""
    actor = actor_of(request)
    many = services.take_explanations_back(
        actor=actor, at=timezone.now(), ids=chosen_uuids(request, *_list(actor.scope))
    )
    messages.success(request, f"已撤销 {many:,} 行的说明，重新列为待处理。")
    return redirect("opening:rows")
