"""A roster's own pages beside those of every list: its rows, its submission, its undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.lists.errors import batch_not_open
from yinqiao.areas.lists.queries import get_batch, kind_of
from yinqiao.areas.lists.services import begin_undo
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.party import queries, services
from yinqiao.areas.party.forms import ReceiverForm, RowFilter, UndoForm
from yinqiao.areas.party.rules import ENTERPRISE_ROLES
from yinqiao.areas.party.tables import RowTable
from yinqiao.areas.party.types import ROSTER, ROSTER_WORDS
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

ROWS = ListSpec(
    title="名册各行", table=RowTable, filters=RowFilter, unit="行", page_size=50, is_wide=True,
    export=TableExport("党员名册各行", "party.rows_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的行", "请减少筛选条件。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def rows(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Every row: ready or held back."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)

    def load(chosen: Any) -> Any:
        found = queries.list_rows(scope=actor.scope, batch_id=batch_id)
        if chosen.get("state"):
            found = found.filter(state=chosen["state"])
        return found.filter(name__contains=chosen["name"]) if chosen.get("name") else found

    record_read(actor, action="party.rows_read", people=0, purpose="查看党员名册")
    context = {"batch": batch, "kind": kind_of(batch)}
    return answer_list(request, ROWS, load, template="lists/batch_list.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def submit(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say who receives those whose home is not known, read what will happen, and submit the good rows."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
    if batch.state != BatchState.CHECKED:
        raise batch_not_open(ROSTER_WORDS, BatchState(batch.state).label)
    form = ReceiverForm(request.POST or None, places=queries.named_receivers())
    if request.method == "POST" and form.is_valid():
        services.begin_offer(
            actor=actor, at=timezone.now(), batch_id=batch_id, place_no=form.cleaned_data["place"]
        )  # fmt: skip
        return redirect("party:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "party/submit.html", {"form": form, "batch": batch}, status=status)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a submitted roster back, with the reason."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        begin_undo(actor=actor, at=timezone.now(), kind=ROSTER, batch_id=batch_id, reason=reason)
        return redirect("party:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "party/undo.html", {"form": form, "batch": batch}, status=status)
