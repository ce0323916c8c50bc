"""The lists of an enterprise: template, upload, corrections of the header, another check, putting away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.lists import queries, services
from yinqiao.areas.lists.forms import BatchFilter, HeaderForm, LayoutForm, UploadForm
from yinqiao.areas.lists.queries import kind_named
from yinqiao.areas.lists.tables import batch_table
from yinqiao.areas.lists.types import ENTERPRISES
from yinqiao.areas.organisations.queries import standing_names
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport, workbook_response
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def batches(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The batches of the enterprise, newest first."""
    its, scope = kind_named(kind), actor_of(request).scope
    words = its.words
    spec = ListSpec(
        title=words.label,
        table=batch_table(its),
        unit="批",
        filters=BatchFilter,
        export=TableExport(words.label, its.action("batches_exported"), is_personal=False),
        empty=Empty(
            f"还没有上传{words.noun}",
            f"先下载{words.noun}模板，或直接上传本单位现有的{words.own}。上传后系统逐行检查，"
            f"合格的{words.rows}可以先提交，不合格的改好再传。",
        ),
    )
    return answer_list(
        request,
        spec,
        lambda chosen: queries.list_batches(scope=scope, kind=kind, state=chosen.get("state", "")),
        template="lists/batches.html",
        context={"kind": its},
    )


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def upload(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Take in a list; the same file again opens the batch that is there."""
    its, actor = kind_named(kind), actor_of(request)
    own = sorted(standing_names(actor.scope.enterprises).items())
    form = UploadForm(request.POST or None, request.FILES or None, words=its.words, enterprises=own)
    if request.method == "POST" and form.is_valid():
        batch_id, is_new = services.upload_list(
            actor=actor,
            at=timezone.now(),
            kind=kind,
            enterprise_id=form.cleaned_data["enterprise"],
            file=form.cleaned_data["file"],
            file_name=form.cleaned_data["file"].name,
        )
        if not is_new:
            messages.info(request, "这个文件之前已经上传过，已为您打开原来的批次，没有重复登记。")
        return redirect(its.url("batch", batch_id))
    status = 422 if form.is_bound else 200
    return render(request, "lists/upload.html", {"form": form, "kind": its}, status=status)


@require_GET
@requires(*ENTERPRISES)
def template(request: HttpRequest, kind: str) -> FileResponse:
    """The template: an example row, lists to choose from, explanations on the headers; nobody's data."""
    its = kind_named(kind)
    columns, example = its.template()
    response, _ = workbook_response(its.template_name, columns, [example])
    return response


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def header(request: HttpRequest, kind: str, batch_id: UUID) -> HttpResponseBase:
    """Where the list's header is and what each column was taken for, and the correction of both."""
    its, actor = kind_named(kind), actor_of(request)
    found = queries.get_batch(scope=actor.scope, kind=kind, batch_id=batch_id)
    reading, given = found.reading, request.POST or None
    is_place = given is not None and "header_depth" in given
    form = HeaderForm(None if is_place else given, kind=its, columns=reading.columns)
    told = given if is_place else None
    place = LayoutForm(told, words=its.words, sheets=reading.sheets, initial=reading.layout(found.layout))
    if is_place and place.is_valid():
        services.place_header(actor=actor, at=timezone.now(), kind=kind, batch_id=batch_id, layout=place.layout())
        messages.success(request, "正在按您指定的位置重新检查。")
        return redirect(its.url("batch", batch_id))
    if given is not None and not is_place and form.is_valid():
        services.correct_header(actor=actor, at=timezone.now(), kind=kind, batch_id=batch_id, fields=form.meaning())
        done = f"表头对应已记住，正在重新检查。下次上传同样表头的{its.words.noun}会自动识别。"
        messages.success(request, done)
        return redirect(its.url("batch", batch_id))
    missing = [its.labels[name] for name in reading.missing if name in its.labels]
    context = {"form": form, "place": place, "batch": found, "missing": missing, "kind": its}
    return render(request, "lists/header.html", context, status=422 if given is not None else 200)


@require_POST
@requires(*ENTERPRISES)
def recheck(request: HttpRequest, kind: str, batch_id: UUID) -> HttpResponseBase:
    """Check again, for the register may have changed since."""
    services.recheck(actor=actor_of(request), at=timezone.now(), kind=kind, batch_id=batch_id)
    return redirect(kind_named(kind).url("batch", batch_id))


@require_POST
@requires(*ENTERPRISES)
def discard(request: HttpRequest, kind: str, batch_id: UUID) -> HttpResponseBase:
    """Put away a list that will not be submitted."""
    its, actor = kind_named(kind), actor_of(request)
    found = queries.get_batch(scope=actor.scope, kind=kind, batch_id=batch_id)
    question = Confirm(
        "放弃这一批",
        "检查结果会清除，登记没有任何变化。原文件按保存期限保留，需要时可以重新上传。",
        "放弃这一批",
        back=its.url("batch", batch_id),
    )
    if asked := ask_first(request, question):
        return asked
    services.discard_batch(actor=actor, at=timezone.now(), kind=kind, batch_id=batch_id)
    messages.success(request, f"{found.batch_no} 已放弃，登记没有变化。")
    return redirect(its.url("batches"))
