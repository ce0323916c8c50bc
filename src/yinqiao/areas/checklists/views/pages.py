"""Agreements under preparation; the items of all of them; the checklist of one; the scan of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.agreements.queries import PARTIES, get_agreement
from yinqiao.areas.agreements.types import Side
from yinqiao.areas.checklists import queries, services
from yinqiao.areas.checklists.forms import ItemFilter, ReadinessFilter
from yinqiao.areas.checklists.rules import LIVE, codes_in, codes_of, codes_of_strand
from yinqiao.areas.checklists.tables import ItemTable, ReadinessTable
from yinqiao.areas.checklists.types import Strand, Turn
from yinqiao.areas.checklists.views.showing import checklist_context
from yinqiao.areas.organisations.queries import enterprise_choices
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

READINESS = ListSpec(
    title="移交准备", table=ReadinessTable, unit="份", page_size=50,
    export=TableExport("移交准备情况", "checklists.list_exported", is_personal=False),
    empty=Empty(
        "还没有准备中的移交协议",
        "协议第一次提请对方答复后，系统按协议约定的人员、党员、档案、场所和经费生成准备清单，双方在这里逐项准备、确认。",
    ),
)  # fmt: skip
ITEMS = ListSpec(
    title="移交准备事项", table=ItemTable, filters=ItemFilter, unit="项", page_size=50,
    export=TableExport("移交准备事项", "checklists.items_exported", is_personal=False),
    empty=Empty("没有符合条件的准备事项", "可以清除筛选条件，或到“移交准备”查看各份协议。"),
)  # fmt: skip


def _chosen(chosen: Mapping[str, Any]) -> Q:
    wanted = {
        "overdue": Q(overdue__gt=0),
        "ready": Q(items__gt=0, ready=F("items")),
        "unready": Q(ready__lt=F("items")),
    }.get(chosen.get("standing") or "", Q())
    if chosen.get("enterprise"):
        wanted &= Q(enterprise_id=chosen["enterprise"])
    if text := (chosen.get("text") or "").strip():
        wanted &= Q(agreement_no__contains=text)
    return wanted


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def agreements(request: HttpRequest) -> HttpResponseBase:
    """Agreements under preparation, the least ready first."""
    scope, today = actor_of(request).scope, timezone.localdate()
    found = queries.list_readiness(scope=scope, today=today)
    spec = replace(READINESS, filters=with_choices(ReadinessFilter, enterprises=enterprise_choices(found)))
    return answer_list(request, spec, lambda chosen: found.filter(_chosen(chosen)))


def _load_items(scope: Scope, chosen: Mapping[str, Any]) -> Any:
    found = queries.list_items(scope=scope).filter(agreement__state__in=LIVE, code__in=codes_in())
    if chosen.get("turn"):
        found = found.filter(queries.turn_filter(scope, Turn(chosen["turn"]), timezone.localdate()))
    if chosen.get("state"):
        found = found.filter(state=chosen["state"])
    if chosen.get("strand"):
        found = found.filter(code__in=codes_of_strand(member_of(Strand, chosen["strand"])))
    if chosen.get("side"):
        found = found.filter(code__in=codes_of(member_of(Side, chosen["side"])))
    if text := (chosen.get("text") or "").strip():
        found = found.filter(agreement__agreement_no__contains=text)
    return found


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def items(request: HttpRequest) -> HttpResponseBase:
    """The items of all agreements under preparation, the most pressing first."""
    scope = actor_of(request).scope
    return answer_list(request, ITEMS, lambda chosen: _load_items(scope, chosen))


@require_GET
@requires(*PARTIES)
def checklist(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The checklist of one agreement, strand by strand, with what each side may do now."""
    actor = actor_of(request)
    row = get_agreement(scope=actor.scope, agreement_id=agreement_id)
    return render(request, "checklists/checklist.html", checklist_context(actor, row, timezone.localdate()))


@require_POST
@requires(*PARTIES)
def prepare(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Make the checklist of an agreement that was proposed before there were any."""
    services.prepare_checklist(actor=actor_of(request), at=timezone.now(), agreement_id=agreement_id)
    messages.success(request, "已生成准备清单。")
    return redirect("checklists:checklist", agreement_id=agreement_id)


@require_GET
@requires(*PARTIES)
def evidence(request: HttpRequest, entry_id: UUID) -> StreamingHttpResponse:
    """The scan that goes with a report, as a file to keep; noted, for it may hold names and seals."""
    actor = actor_of(request)
    entry = queries.get_entry(scope=actor.scope, entry_id=entry_id)
    if entry.file_id is None:
        raise NotFound("checklists.no_file", "这条记录没有附件。")
    file = get_file(entry.file_id)
    record_read(actor, action="checklists.evidence_downloaded", people=0, purpose="查看移交准备附件")
    return answer_file(file)
