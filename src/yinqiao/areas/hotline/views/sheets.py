"""Sheets of the hotline: taken in, with what was found of each row, and answered back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.hotline import queries, services
from yinqiao.areas.hotline.forms import UploadForm
from yinqiao.areas.hotline.tables import BatchTable
from yinqiao.areas.hotline.types import DESKS
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Figure

_BOTH = require_http_methods(["GET", "POST"])
LIST = ListSpec(
    title="工单表", table=BatchTable, unit="张", page_size=50, is_wide=True,
    export=TableExport("12345工单表清单", "hotline.batches_exported", is_personal=False),
    empty=Empty("还没有导入工单表", "从热线系统导出工单表，在这里导入：逐行检查，按所在地和分类派给牵头单位。", "/hotline/sheets/new/", "导入工单表"),
)  # fmt: skip


@_BOTH
@requires(*DESKS)
def batches(request: HttpRequest) -> HttpResponseBase:
    """The sheets of the scope's offices, the newest first."""
    scope = actor_of(request).scope
    return answer_list(request, LIST, lambda chosen: queries.list_batches(scope=scope), template="hotline/batches.html")


@_BOTH
@requires(*DESKS)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a sheet in; the same one again opens the one that is there. Then clusters are looked for."""
    actor, now = actor_of(request), timezone.now()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = services.take_orders(actor=actor, at=now, file=form.cleaned_data["file"])
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            words = "已导入，逐行结果见下。" if told.is_new else "这张表之前已经导入过，已为您打开，没有重复登记。"
            messages.info(request, words)
            if told.is_new:
                services.sweep_clusters(actor=Actor.system("集中反映查找"), at=now)
            return redirect("hotline:batch", batch_id=told.batch_id)
    crumbs = [("12345工单", reverse("hotline:orders")), ("工单表", reverse("hotline:batches")), ("导入", "")]
    context = {"form": form, "crumbs": crumbs, "back": reverse("hotline:batches")}
    return render(request, "hotline/upload.html", context, status=422 if form.is_bound else 200)


@require_GET
@requires(*DESKS)
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One sheet: what became of its rows, what can be answered, what went back."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.find_batch(scope=actor.scope, batch_id=batch_id)
    due = len(queries.list_due_answers(scope=actor.scope, batch_id=batch_id, today=today))
    figures = [
        Figure(label, count, hint, "", tone, unit="行")
        for label, count, hint, tone in (
            ("新立事项", row.opened, "", "accent"), ("并入同样内容", row.joined, "合为一件办理，分别答复", "neutral"),
            ("更正", row.changed, "原来的一版保留", "neutral"), ("此前已有", row.same, "没有重复登记", "neutral"),
            ("没有导入", row.refused, "原因见批注副本", "soon" if row.refused else "good"),
        )
    ]  # fmt: skip
    context = {
        "row": row, "figures": figures, "due": due, "place": places().label(row.place_no),
        "answers": queries.list_answers(scope=actor.scope, batch_id=batch_id),
        "crumbs": [("12345工单", reverse("hotline:orders")), ("工单表", reverse("hotline:batches")), (row.file_name, "")],
    }  # fmt: skip
    return render(request, "hotline/batch.html", context)


@require_POST
@requires(*DESKS)
def answer(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Write the answers of what is over since the last time."""
    services.answer_orders(actor=actor_of(request), at=timezone.now(), batch_id=batch_id)
    messages.success(request, "已生成答复表，请下载后交热线系统。")
    return redirect("hotline:batch", batch_id=batch_id)


@require_GET
@requires(*DESKS)
def file(request: HttpRequest, batch_id: UUID, number: str) -> StreamingHttpResponse:
    """The annotated copy (0) or an answer, as it was made; noted, for both speak of people."""
    actor = actor_of(request)
    found = queries.get_sheet(scope=actor.scope, batch_id=batch_id, number=int(number) if number.isdecimal() else -1)
    row = queries.find_batch(scope=actor.scope, batch_id=batch_id)
    note_people_read(
        actor=actor,
        at=timezone.now(),
        people=row.rows,
        action="hotline.sheet_downloaded",
        purpose="导入和答复12345工单",
    )
    return answer_file(found)
