"""A list's own pages beside those of every list: its rows, its submission to a place, its undo, the paper for signature."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.assets import queries, services
from yinqiao.areas.assets.forms import ReceiverForm, RowFilter, UndoForm
from yinqiao.areas.assets.rules import ENTERPRISE_ROLES, PARTIES
from yinqiao.areas.assets.tables import RowTable
from yinqiao.areas.assets.types import ASSET_LIST, ASSET_WORDS, Delivered, ListState
from yinqiao.areas.lists.errors import batch_not_open
from yinqiao.areas.lists.queries import get_batch, kind_of
from yinqiao.areas.lists.services import begin_undo
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

ROWS = ListSpec(
    title="清单各行", table=RowTable, filters=RowFilter, unit="行", page_size=50,
    export=TableExport("资产清单各行", "assets.rows_exported", is_personal=False),
    empty=Empty("没有符合条件的行", "请减少筛选条件。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def rows(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Every row: ready or held back."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ASSET_LIST, batch_id=batch_id)

    def load(chosen: Any) -> Any:
        found = queries.list_rows(scope=actor.scope, batch_id=batch_id)
        if chosen.get("state"):
            found = found.filter(state=chosen["state"])
        return found.filter(asset_no__contains=chosen["asset_no"]) if chosen.get("asset_no") else found

    context = {"batch": batch, "kind": kind_of(batch)}
    return answer_list(request, ROWS, load, template="lists/batch_list.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def submit(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say who shall receive the assets, read what will happen, and submit the good rows."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ASSET_LIST, batch_id=batch_id)
    if batch.state != BatchState.CHECKED:
        raise batch_not_open(ASSET_WORDS, BatchState(batch.state).label)
    form = ReceiverForm(request.POST or None, places=queries.receivers())
    if request.method == "POST" and form.is_valid():
        services.begin_offer(
            actor=actor, at=timezone.now(), batch_id=batch_id, place_no=form.cleaned_data["place"]
        )  # fmt: skip
        return redirect("assets:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "assets/submit.html", {"form": form, "batch": batch}, status=status)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a submitted list back, with the reason."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ASSET_LIST, batch_id=batch_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        begin_undo(actor=actor, at=timezone.now(), kind=ASSET_LIST, batch_id=batch_id, reason=reason)
        return redirect("assets:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "assets/undo.html", {"form": form, "batch": batch}, status=status)


@require_GET
@requires(*PARTIES)
def paper(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """移交资产清单: every asset of a submitted list with where it stands, for printing and signing."""
    scope = actor_of(request).scope
    row = queries.get_list(scope=scope, list_id=batch_id)
    if row.state != ListState.OFFERED:
        raise NotFound
    context = {
        "row": row,
        "place": places().label(row.place_no),
        "assets": list(queries.list_assets(scope=scope).filter(list_id=batch_id)),
        "told": queries.delivered(scope=scope, batch_ids=[batch_id]).get(batch_id, Delivered()),
        "back": "assets:batch" if scope.is_enterprise else "",
    }
    return render(request, "assets/paper.html", context)
