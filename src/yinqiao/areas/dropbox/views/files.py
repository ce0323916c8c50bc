"""Files of offices: the list, uploading one, the page of one with its progress and figures, its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.forms import FileColumnsForm, FileFilter, OwnFileFilter, UploadForm
from yinqiao.areas.dropbox.rules import AT_WORK, FLOW
from yinqiao.areas.dropbox.tables import FILE_TONES, SEVERITY_TONES, FileTable, OwnFileTable
from yinqiao.areas.dropbox.types import COMPARISON, DESK_ROLES, FileState
from yinqiao.areas.dropbox.views.senders import senders
from yinqiao.areas.dropbox.views.shared import (
    checked_figures,
    crumbs_of,
    foreseen_figures,
    outcome_figures,
    progress_of,
)
from yinqiao.areas.intake.queries import get_source, list_sources
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.rosters.queries import noticed
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.exports import TableExport, workbook_response
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.polling import answer_progress, asks_progress

_BOTH = require_http_methods(["GET", "POST"])
LIST = ListSpec(
    title="报送文件", table=FileTable, unit="份", is_wide=True,
    export=TableExport("报送文件", "dropbox.files_exported", is_personal=False),
    empty=Empty(
        "还没有报送文件",
        "只有表格的部门，把旧系统导出的文件交来即可：上传后逐行检查，看清有哪些变化再办理，每一行都有回执。",
    ),
)  # fmt: skip


@_BOTH
@senders
def files(request: HttpRequest) -> HttpResponseBase:
    """The files of the city's sources, newest first."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_files(scope=scope, state=chosen.get("state", ""))
        return found.filter(source_id=chosen["source"]) if chosen.get("source") else found

    choices = [(str(one.pk), one.name) for one in list_sources(scope=scope, today=timezone.localdate())]
    spec = replace(LIST, filters=with_choices(FileFilter, sources=choices))
    if scope.office is not None:
        spec = replace(LIST, filters=OwnFileFilter, table=OwnFileTable)
    return answer_list(request, spec, load, template="dropbox/files.html", context={"own": scope.office})


@require_GET
@requires(*DESK_ROLES)
def sources(request: HttpRequest) -> HttpResponse:
    """Whose file it is: the sources that may send any."""
    scope = actor_of(request).scope
    found = [
        (one, [kind.title for kind in queries.find_kinds(scope=scope, types=one.types)])
        for one in list_sources(scope=scope, today=timezone.localdate())
    ]
    context = {"sources": found, "crumbs": crumbs_of(("选择来源", ""))}
    return render(request, "dropbox/sources.html", context)


@_BOTH
@senders
def upload(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Take in a file; the same file again opens the one that is there."""
    actor = actor_of(request)
    source = get_source(scope=actor.scope, source_id=source_id, today=timezone.localdate())
    kinds = queries.find_kinds(scope=actor.scope, types=source.types)
    is_own = actor.scope.office is not None
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds, has_letter=not is_own)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            file_id, is_new = services.upload_file(
                actor=actor, at=timezone.now(), source_id=source_id, kind=given["kind"], cover=form.cover(),
                file=given["file"],
            )  # fmt: skip
        except (Invalid, Conflict) as refusal:
            add_refusal(form, refusal)
        else:
            if not is_new:
                messages.info(request, "这个文件之前已经上传过，已为您打开原来的一份，没有重复登记。")
            return redirect("dropbox:file", file_id=file_id)
    context = {"form": form, "source": source, "kinds": kinds, "is_own": is_own, "crumbs": crumbs_of((source.name, ""))}
    return render(request, "dropbox/upload.html", context, status=422 if form.is_bound else 200)


@require_GET
@senders
def template(request: HttpRequest) -> FileResponse:
    """The template of a kind: explanations on the headers and one row of examples; nobody's data."""
    try:
        found = queries.kind_named(request.GET.get("kind", COMPARISON))
    except KeyError:
        raise NotFound from None
    fields = [one for one in found.fields if one.is_in_template and one.name != "serial_no"]
    columns = [ColumnSpec(one.label, width=18, comment=one.help_text, choices=one.allowed) for one in fields]
    response, _ = workbook_response(f"{found.title}模板.xlsx", columns, [[one.example for one in fields]])
    return response


@require_GET
@senders
def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """One file: progress while it is worked on, then figures, what may be done now. htmx asks for the progress alone."""
    scope = actor_of(request).scope
    found, is_own = queries.get_file(scope=scope, file_id=file_id), scope.office is not None
    work, state = progress_of(found, is_own=is_own), member_of(FileState, found.state)
    if asks_progress(request):
        return answer_progress(request, work)
    kind, is_taken = queries.kind_named(found.kind), bool(found.outcomes)
    context = {
        "file": found, "state": state, "tone": FILE_TONES.get(state, "neutral"), "work": work, "kind": kind,
        "is_at_work": state in AT_WORK and not found.refusal_code, "steps": FLOW[state], "is_taken": is_taken,
        "is_held_up": state in (FileState.TAKING, FileState.WITHDRAWING) and bool(found.refusal_code),
        "figures": (outcome_figures if is_taken else checked_figures if is_own else foreseen_figures)(found),
        "is_own": is_own, "has_annotated": found.annotated_file_id and (found.by_office or not is_own),
        "findings": [_finding(found.pk, one) for one in found.findings], "noticed": noticed(found.reading),
        "missing": [kind.fields.label(name) for name in found.reading.missing], "crumbs": crumbs_of((found.file_no, "")),
    }  # fmt: skip
    return render(request, "dropbox/file.html", context)


def _finding(file_id: UUID, counted: dict[str, Any]) -> dict[str, Any]:
    severity = counted["severity"]
    return {
        **counted, "title": queries.title_of(counted["code"]), "label": SEVERITY_LABELS[severity],
        "tone": SEVERITY_TONES.get(severity, "neutral"),
        "url": f"{reverse('dropbox:findings', args=[file_id])}?code={counted['code']}",
    }  # fmt: skip


@_BOTH
@senders
def columns(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What each column was taken for, and the correction of it."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    kind = queries.kind_named(found.kind)
    form = FileColumnsForm(request.POST or None, kind=kind, columns=found.reading.headed)
    page = ActPage(
        "核对各列", "确认并重新检查", "各列含义已记住，正在重新检查。这个来源下次上传同样表头的文件会自动识别。"
    )
    crumbs = crumbs_of((found.file_no, reverse("dropbox:file", args=[file_id])), ("核对各列", ""))
    shown = Shown(
        "dropbox/columns.html",
        {"file": found, "crumbs": crumbs},
        back=lambda _: reverse("dropbox:file", args=[file_id]),
    )

    def act() -> None:
        services.correct_columns(actor=actor, at=timezone.now(), file_id=file_id, fields=form.meaning())

    return answer_form(request, page, form, act, shown)


@require_POST
@senders
def again(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Check again, for the register or the source may have changed since."""
    services.check_again(actor=actor_of(request), at=timezone.now(), file_id=file_id)
    return redirect("dropbox:file", file_id=file_id)
