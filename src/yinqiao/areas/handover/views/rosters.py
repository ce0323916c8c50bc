"""The enterprise's rosters: template, upload, progress, the check's report, corrections, submission, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.forms.rosters import BatchFilter, HeaderForm, LayoutForm, UndoForm, UploadForm
from yinqiao.areas.handover.tables.rosters import BatchTable
from yinqiao.areas.handover.views.report import batch_context
from yinqiao.areas.handover.views.shared import ENTERPRISES
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.rosters.queries import FIELDS, template_columns
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport, workbook_response
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

BATCHES = ListSpec(
    title="移交名册",
    table=BatchTable,
    unit="批",
    filters=BatchFilter,
    export=TableExport("移交名册", "handover.batches_exported", is_personal=False),
    empty=Empty(
        "还没有上传名册",
        "先下载名册模板，或直接上传本单位现有的花名册。上传后系统逐行检查，合格的人员可以先提交，不合格的改好再传。",
    ),
)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def batches(request: HttpRequest) -> HttpResponseBase:
    """The rosters of the enterprise, newest first."""
    scope = actor_of(request).scope
    return answer_list(
        request,
        BATCHES,
        lambda chosen: queries.list_batches(scope=scope, state=chosen.get("state", "")),
        template="handover/batches.html",
    )


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take in a roster; the same file again opens the batch that is there."""
    actor = actor_of(request)
    own = sorted(enterprise_names(set(actor.scope.enterprises)).items())
    form = UploadForm(request.POST or None, request.FILES or None, enterprises=own)
    if request.method == "POST" and form.is_valid():
        batch_id, is_new = services.upload_roster(
            actor=actor,
            at=timezone.now(),
            enterprise_id=form.cleaned_data["enterprise"],
            file=form.cleaned_data["file"],
            file_name=form.cleaned_data["file"].name,
        )
        if not is_new:
            messages.info(request, "这个文件之前已经上传过，已为您打开原来的批次，没有重复登记。")
        return redirect("handover:batch", batch_id=batch_id)
    status = 422 if form.is_bound else 200
    return render(request, "handover/upload.html", {"form": form}, status=status)


@require_GET
@requires(*ENTERPRISES)
def template(request: HttpRequest) -> FileResponse:
    """The roster template: an example row, lists to choose from, explanations on the headers; nobody's data."""
    columns = template_columns()
    specs = [
        ColumnSpec(one.label, width=one.width, comment=f"【{one.necessity.value}】{one.help_text}", choices=one.allowed)
        for one in columns
    ]
    response, _ = workbook_response("移交人员名册模板.xlsx", specs, [[one.example for one in columns]])
    return response


@require_GET
@requires(*ENTERPRISES)
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One roster: progress while it is worked on, then the report. htmx asks for the progress alone."""
    found = queries.get_batch(scope=actor_of(request).scope, batch_id=batch_id)
    htmx: Any = getattr(request, "htmx", False)
    if htmx and htmx.trigger == "copy-in-the-making" and not found.annotated_file_id:
        # The report already stands; only the annotated copy is awaited.
        return HttpResponse(status=204)
    context = batch_context(request, found)
    if htmx:
        answer = render(request, "ui/progress.html", {"work": context["work"]})
        if context["work"].is_finished or context["work"].error:
            # The whole page has something new to say now.
            answer["HX-Refresh"] = "true"
        return answer
    return render(request, "handover/batch.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def header(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Where the roster's header is and what each column was taken for, and the correction of both."""
    actor = actor_of(request)
    found = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    given = request.POST or None
    is_place = given is not None and "header_depth" in given
    form = HeaderForm(None if is_place else given, columns=found.reading.columns)
    place = LayoutForm(
        given if is_place else None, sheets=found.reading.sheets, initial=found.reading.layout(found.layout)
    )
    if is_place and place.is_valid():
        services.place_header(actor=actor, at=timezone.now(), batch_id=batch_id, layout=place.layout())
        messages.success(request, "正在按您指定的位置重新检查。")
        return redirect("handover:batch", batch_id=batch_id)
    if given is not None and not is_place and form.is_valid():
        services.correct_header(actor=actor, at=timezone.now(), batch_id=batch_id, fields=form.meaning())
        messages.success(request, "表头对应已记住，正在重新检查。下次上传同样表头的名册会自动识别。")
        return redirect("handover:batch", batch_id=batch_id)
    missing = [FIELDS[name].label for name in found.reading.missing if name in FIELDS]
    context = {"form": form, "place": place, "batch": found, "missing": missing}
    status = 422 if given is not None else 200
    return render(request, "handover/header.html", context, status=status)


@require_POST
@requires(*ENTERPRISES)
def submit(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Submit the good rows, after a page that says what will happen."""
    actor = actor_of(request)
    found = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    counts: dict[str, Any] = found.counts
    question = Confirm(
        "提交名册",
        "提交后，可提交的人员会登记入册并移交到对应社区，等待社区接收。需修改的行不会提交，改好后可再次上传。"
        "在社区办理之前，可以整批撤回。",
        "提交",
        back=found.get_absolute_url(),
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
    services.begin_submission(actor=actor, at=timezone.now(), batch_id=batch_id)
    return redirect("handover:batch", batch_id=batch_id)


@require_POST
@requires(*ENTERPRISES)
def recheck(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Check again, for the register may have changed since."""
    services.recheck(actor=actor_of(request), at=timezone.now(), batch_id=batch_id)
    return redirect("handover:batch", batch_id=batch_id)


@require_POST
@requires(*ENTERPRISES)
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Put away a roster that will not be submitted."""
    actor = actor_of(request)
    found = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    question = Confirm(
        "放弃这一批",
        "检查结果会清除，登记没有任何变化。原文件按保存期限保留，需要时可以重新上传。",
        "放弃这一批",
        back=found.get_absolute_url(),
    )
    if asked := ask_first(request, question):
        return asked
    services.discard_batch(actor=actor, at=timezone.now(), batch_id=batch_id)
    messages.success(request, f"{found.batch_no} 已放弃，登记没有变化。")
    return redirect("handover:batches")


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Take a submitted batch back, with the reason."""
    actor = actor_of(request)
    found = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.begin_undo(actor=actor, at=timezone.now(), batch_id=batch_id, reason=form.cleaned_data["reason"])
        return redirect("handover:batch", batch_id=batch_id)
    return render(request, "handover/undo.html", {"form": form, "batch": found})
