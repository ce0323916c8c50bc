"""Archives and papers as both sides see them: the list of archives, the printed list of a reception."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.archives import errors, queries
from yinqiao.areas.archives.forms import ArchiveFilter
from yinqiao.areas.archives.rules import PARTIES, absence_words
from yinqiao.areas.archives.tables import ArchiveTable, PickedArchiveTable
from yinqiao.areas.archives.types import CatalogueState
from yinqiao.areas.organisations.queries import enterprise_choices, places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.dressed import DressedRows
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, with_choices

LIST = ListSpec(
    title="移交档案", table=ArchiveTable, filters=ArchiveFilter, unit="卷", page_size=50,
    export=TableExport("移交档案", "archives.list_exported", hint=UNNAMED),
    empty=Empty("没有移交的人事档案", "企业提交档案目录后，档案会列在这里；每卷档案由谁保管、是否已接收，随时可查。"),
)  # fmt: skip


# What either side may do with those that are missing, under the filter that shows them.
_BULK = {
    (True, "missing"): (BulkAction("说明无卷", "archives:absence_state", is_main=True),),
    (True, "stated"): (BulkAction("收回说明", "archives:absence_take_back"),),
    (False, "stated"): (
        BulkAction("同意", "archives:absence_agree", is_main=True),
        BulkAction("不同意", "archives:absence_refuse", is_dangerous=True),
    ),
    (False, "explained"): (BulkAction("撤销确认", "archives:absence_reopen", is_dangerous=True),),
}


def list_spec(scope: Scope, state: str = "") -> ListSpec:
    """The list with the filters of one side and the acts under one state."""
    choices = enterprise_choices(queries.find_archives(scope=scope))
    filters = with_choices(ArchiveFilter, enterprises=choices)
    bulk = _BULK.get((scope.is_enterprise, state), ())
    return replace(LIST, filters=filters, bulk=bulk, table=PickedArchiveTable if bulk else ArchiveTable)


def load_archives(scope: Scope) -> Load:
    """The archives of a scope under the filters of the list."""
    return lambda chosen: _load(scope, chosen)


def _load(scope: Scope, chosen: Any) -> DressedRows:
    found = queries.find_archives(scope=scope, wanted=chosen.get("state") or "")
    for field, look_up in (("enterprise", "enterprise_id"), ("catalogue", "catalogue_id")):
        if chosen.get(field):
            found = found.filter(**{look_up: chosen[field]})
    if place := places().by_no.get(chosen.get("place") or -1):
        found = found.filter(place_no__gte=place.place_no, place_no__lt=place.place_end)
    for field in ("archive_no", "box_no", "name"):
        if text := (chosen.get(field) or "").strip():
            found = found.filter(**{f"{field}__contains": text})
    return DressedRows(found, queries.with_names)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def archives(request: HttpRequest) -> HttpResponseBase:
    """The archives of the scope, by state, enterprise, number, box and name."""
    scope = actor_of(request).scope
    return answer_list(request, list_spec(scope, request.GET.get("state", "")), load_archives(scope))


@require_GET
@requires(*PARTIES)
def paper(request: HttpRequest, catalogue_id: UUID) -> HttpResponse:
    """档案交接清单: what was received and the differences, for printing and signing; noted, for it names people."""
    actor = actor_of(request)
    row = queries.get_catalogue(scope=actor.scope, catalogue_id=catalogue_id)
    if row.state != CatalogueState.FINISHED:
        raise errors.step_not_open(CatalogueState(row.state).label)
    volumes = list(queries.list_archives(scope=actor.scope).filter(catalogue_id=catalogue_id))
    record_read(actor, action="archives.paper_read", people=len(volumes), purpose="打印档案交接清单")
    context = {
        "row": row,
        "place": places().label(row.place_no),
        "tally": queries.get_tally(scope=actor.scope, catalogue_id=catalogue_id),
        "volumes": [(one, absence_words(one.absence_reason, one.absence_office, one.absence_note)) for one in volumes],
        "extras": list(queries.list_extras(scope=actor.scope, catalogue_id=catalogue_id)),
        "back": "archives:batch" if actor.scope.is_enterprise else "archives:reception",
    }
    return render(request, "archives/paper.html", context)
