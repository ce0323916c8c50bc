"""A list's own pages beside those of every list: its rows, its submission, its undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.lists.queries import get_batch, kind_of
from yinqiao.areas.lists.services import begin_submission, begin_undo
from yinqiao.areas.routine import queries
from yinqiao.areas.routine.forms import RowFilter, UndoForm
from yinqiao.areas.routine.rules import ENTERPRISE_ROLES
from yinqiao.areas.routine.tables import RowTable
from yinqiao.areas.routine.types import RETIRING
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

ROWS = ListSpec(
    title="名单各行", table=RowTable, filters=RowFilter, unit="行", page_size=50,
    export=TableExport("即将退休人员名单各行", "routine.rows_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的行", "请减少筛选条件。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def rows(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Every row: what it would change, or that it is held back."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=RETIRING, batch_id=batch_id)

    def load(chosen: Any) -> Any:
        wanted = {name: chosen[name] for name in ("state", "change") if chosen.get(name)}
        return queries.list_rows(scope=actor.scope, batch_id=batch_id).filter(**wanted)

    record_read(actor, action="routine.rows_read", people=0, purpose="查看即将退休人员名单")
    context = {"batch": batch, "kind": kind_of(batch)}
    return answer_list(request, ROWS, load, template="lists/batch_list.html", context=context)


@require_POST
@requires(*ENTERPRISE_ROLES)
def submit(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take the good rows of a checked list over."""
    begin_submission(actor=actor_of(request), at=timezone.now(), kind=RETIRING, batch_id=batch_id)
    return redirect("routine:batch", batch_id=batch_id)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a submitted list back, with the reason."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=RETIRING, batch_id=batch_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        begin_undo(actor=actor, at=timezone.now(), kind=RETIRING, batch_id=batch_id, reason=reason)
        return redirect("routine:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "routine/undo.html", {"form": form, "batch": batch}, status=status)
