"""A catalogue's own pages beside those of every list: its rows, its submission to a place, its undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.archives import queries, services
from yinqiao.areas.archives.forms import ReceiverForm, RowFilter, UndoForm
from yinqiao.areas.archives.rules import ENTERPRISE_ROLES
from yinqiao.areas.archives.tables import RowTable
from yinqiao.areas.archives.types import CATALOGUE, CATALOGUE_WORDS
from yinqiao.areas.lists.errors import batch_not_open
from yinqiao.areas.lists.queries import get_batch, kind_of
from yinqiao.areas.lists.services import begin_undo
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

ROWS = ListSpec(
    title="目录各行", table=RowTable, filters=RowFilter, unit="行", page_size=50,
    export=TableExport("档案目录各行", "archives.rows_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的行", "请减少筛选条件。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def rows(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Every row: ready or held back."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=CATALOGUE, batch_id=batch_id)

    def load(chosen: Any) -> Any:
        found = queries.list_rows(scope=actor.scope, batch_id=batch_id)
        if chosen.get("state"):
            found = found.filter(state=chosen["state"])
        return found.filter(archive_no__contains=chosen["archive_no"]) if chosen.get("archive_no") else found

    record_read(actor, action="archives.rows_read", people=0, purpose="查看档案目录")
    context = {"batch": batch, "kind": kind_of(batch)}
    return answer_list(request, ROWS, load, template="lists/batch_list.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def submit(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say who shall receive the archives, read what will happen, and submit the good rows."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=CATALOGUE, batch_id=batch_id)
    if batch.state != BatchState.CHECKED:
        raise batch_not_open(CATALOGUE_WORDS, BatchState(batch.state).label)
    form = ReceiverForm(request.POST or None, places=queries.receivers())
    if request.method == "POST" and form.is_valid():
        services.begin_offer(
            actor=actor, at=timezone.now(), batch_id=batch_id, place_no=form.cleaned_data["place"]
        )  # fmt: skip
        return redirect("archives:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "archives/submit.html", {"form": form, "batch": batch}, status=status)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a submitted catalogue back, with the reason."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=CATALOGUE, batch_id=batch_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        begin_undo(actor=actor, at=timezone.now(), kind=CATALOGUE, batch_id=batch_id, reason=reason)
        return redirect("archives:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "archives/undo.html", {"form": form, "batch": batch}, status=status)
