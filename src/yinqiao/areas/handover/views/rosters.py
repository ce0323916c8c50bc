"""A roster's own pages beside those of every list: its rows, its submission, its undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.handover import queries
from yinqiao.areas.handover.forms.rosters import RowFilter, UndoForm
from yinqiao.areas.handover.tables.rosters import RowTable
from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.handover.views.shared import ENTERPRISES
from yinqiao.areas.lists.queries import get_batch, kind_of
from yinqiao.areas.lists.services import begin_submission, begin_undo
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

ROWS = ListSpec(
    title="名册各行", table=RowTable, filters=RowFilter, unit="行", page_size=50, export=TableExport("名册各行", "handover.rows_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的行", "请减少筛选条件。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def rows(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Every row: ready, held back, new, changed, unchanged, and where it was routed."""
    actor = actor_of(request)
    batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)

    def load(chosen: Any) -> Any:
        wanted = {name: chosen.get(name, "") for name in ("state", "change")}
        found = queries.list_rows(scope=actor.scope, batch_id=batch_id, **wanted)
        return found.filter(name__contains=chosen["name"].strip()) if chosen.get("name") else found

    request.is_batch_submitted = batch.state == BatchState.SUBMITTED  # type: ignore[attr-defined]
    record_read(actor, action="handover.rows_read", people=0, purpose="查看名册")
    context = {"batch": batch, "kind": kind_of(batch)}
    return answer_list(request, ROWS, load, template="lists/batch_list.html", context=context)


@require_POST
@requires(*ENTERPRISES)
def submit(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Submit the good rows, after a page that says what will happen."""
    actor = actor_of(request)
    found = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
    counts: dict[str, Any] = found.counts
    question = Confirm(
        "提交名册",
        "提交后，可提交的人员会登记入册并移交到对应社区，等待社区接收。需修改的行不会提交，改好后可再次上传。"
        "在社区办理之前，可以整批撤回。",
        "提交",
        back=reverse("handover:batch", args=[batch_id]),
        facts=(
            ("可提交", f"{counts.get('ready', 0):,} 人"),
            ("其中新增", f"{counts.get('change_new', 0):,} 人"),
            ("其中变更", f"{counts.get('change_changed', 0):,} 人"),
            ("其中无变化", f"{counts.get('change_unchanged', 0):,} 人"),
            ("需修改、不提交", f"{counts.get('blocked', 0):,} 行"),
        ),
        is_dangerous=False,
    )
    if asked := ask_first(request, question):
        return asked
    begin_submission(actor=actor, at=timezone.now(), kind=ROSTER, batch_id=batch_id)
    return redirect("handover:batch", batch_id=batch_id)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Take a submitted batch back, with the reason."""
    actor = actor_of(request)
    found = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        begin_undo(actor=actor, at=timezone.now(), kind=ROSTER, batch_id=batch_id, reason=reason)
        return redirect("handover:batch", batch_id=batch_id)
    return render(request, "handover/undo.html", {"form": form, "batch": found})
