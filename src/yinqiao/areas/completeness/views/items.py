"""信息不全: the work list with its counts by cause, and the question to the enterprises of what was ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.completeness import queries, services
from yinqiao.areas.completeness.forms import GapFilter
from yinqiao.areas.completeness.rules import PARTIES, PLACE_ROLES, codes_of
from yinqiao.areas.completeness.tables import TONES, GapTable, OwedTable
from yinqiao.areas.completeness.types import Owner
from yinqiao.areas.organisations.queries import enterprise_names, narrow_work_list, near_label, places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, chosen_ids, with_choices
from yinqiao.platform.ui.parts import Figure
from yinqiao.platform.ui.placed import MOST_LISTED, PlacedRows

LIST = ListSpec(
    title="信息不全", table=GapTable, filters=GapFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("信息不全清单", "completeness.list_exported", hint=UNNAMED),
    empty=Empty("没有缺失或存疑的信息", "缺手机、缺档号、住处未到社区、党员与名册不一致等，都会列在这里。", picture="done"),
)  # fmt: skip
_ASK = (BulkAction("请企业补充", "completeness:ask", is_main=True),)


def list_spec(scope: Scope) -> ListSpec:
    """The list with the filters of one scope; only a place asks the enterprise."""
    known = enterprise_names(set(scope.enterprises) if scope.is_enterprise else None)
    inside = (
        []
        if scope.is_enterprise
        else [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    )
    filters = with_choices(GapFilter, enterprises=sorted(known.items(), key=lambda one: one[1]), places=inside)
    if scope.is_enterprise:
        return replace(LIST, table=OwedTable, filters=filters)
    return replace(LIST, filters=filters, bulk=_ASK)


def load_gaps(scope: Scope) -> Callable[[Any], Any]:
    """What is missing in a scope under the filters of the list."""

    def load(chosen: Any) -> Any:
        today = timezone.localdate()
        found = queries.list_gaps(scope=scope, today=today, cause=chosen.get("cause") or "")
        if owner := chosen.get("owner"):
            found = found.filter(cause__in=codes_of(Owner(owner)))
        return PlacedRows(narrow_work_list(found, chosen, today), scope)

    return load


def _figures(scope: Scope) -> list[Figure]:
    counted = queries.count_by_cause(scope=scope, today=timezone.localdate())
    page = reverse("completeness:items")
    return [
        Figure(code.label, people, "", f"{page}?{urlencode({'cause': code.value})}", TONES[code.value])
        for code, people in counted.items()
    ]


@require_GET
@requires(*PARTIES)
def counts(request: HttpRequest) -> HttpResponse:
    """The counts by cause at the head of the list: asked for by the page once it is there, for a city takes a moment."""
    return render(request, "completeness/counts.html", {"figures": _figures(actor_of(request).scope)})


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def items(request: HttpRequest) -> HttpResponseBase:
    """Everything that is missing within the scope: how many by cause, and whom to see about what."""
    scope = actor_of(request).scope
    context = {"is_enterprise": scope.is_enterprise, "most": MOST_LISTED}
    return answer_list(
        request, list_spec(scope), load_gaps(scope), template="completeness/items.html", context=context
    )  # fmt: skip


@require_POST
@requires(*PLACE_ROLES)
def ask(request: HttpRequest) -> HttpResponse:
    """请企业补充 of what was ticked; what is not the enterprise's to answer is passed over and said."""
    actor = actor_of(request)
    ids = chosen_ids(request, list_spec(actor.scope), load_gaps(actor.scope))
    asked = services.ask_enterprise(actor=actor, at=timezone.now(), ids=ids)
    messages.success(request, f"已请企业补充 {asked:,} 项，答复后列入“企业补充”待您采用。")
    if asked < len(ids):
        messages.info(request, f"另有 {len(ids) - asked:,} 项不属企业掌握或已在等待答复，没有改动。")
    back = request.POST.get("back", "")
    # A word that is no address would be looked for among the names of addresses.
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else "completeness:items")
