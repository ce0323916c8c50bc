"""Tables of the old system: upload, the page of one with its progress and figures, its columns, another rehearsal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.forms import OldColumnsForm, RunFilter, UploadForm
from yinqiao.areas.opening.queries import OPENING_FIELDS, title_of
from yinqiao.areas.opening.rules import AT_WORK, FLOW
from yinqiao.areas.opening.tables import RUN_TONES, RunTable
from yinqiao.areas.opening.types import CITY_ROLES, Purpose, RunState
from yinqiao.areas.opening.views.shared import figures_of, progress_of
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport, workbook_response
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="存量入库", table=RunTable, filters=RunFilter, unit="批",
    export=TableExport("存量入库批次", "opening.runs_exported", is_personal=False),
    empty=Empty(
        "还没有上传旧系统数据",
        "上传旧系统的人员表后先演练：逐行检查、与登记簿比对、按社区和企业对账，登记簿不会改变。演练可以反复进行。",
    ),
)  # fmt: skip
_SEVERITY_TONES = {"blocks": "danger", "warns": "soon"}


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def runs(request: HttpRequest) -> HttpResponseBase:
    """The tables of the old system, newest first, and how many old names wait to be mapped."""
    scope = actor_of(request).scope
    unknown = queries.count_unknown(scope=scope)
    return answer_list(
        request, LIST, lambda chosen: queries.list_runs(scope=scope, state=chosen.get("state", "")),
        template="opening/runs.html", context={"unknown": {side.value: count for side, count in unknown.items()}},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take in a table; the same file again opens the run that is there."""
    actor, last = actor_of(request), queries.list_runs(scope=actor_of(request).scope).first()
    form = UploadForm(request.POST or None, request.FILES or None, initial={"system": last.system if last else ""})
    if request.method == "POST" and form.is_valid():
        run_id, is_new = services.upload_table(
            actor=actor, at=timezone.now(), purpose=Purpose.LOAD, system=form.cleaned_data["system"],
            file=form.cleaned_data["file"], file_name=form.cleaned_data["file"].name,
        )  # fmt: skip
        if not is_new:
            messages.info(request, "这个文件之前已经上传过，已为您打开原来的批次，没有重复保存。")
        return redirect("opening:run", run_id=run_id)
    return render(request, "opening/upload.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@requires(*CITY_ROLES)
def template(request: HttpRequest) -> FileResponse:
    """The template: explanations on the headers and one row of examples; nobody's data."""
    columns = [ColumnSpec(one.label, width=18, comment=one.help_text, choices=one.allowed) for one in OPENING_FIELDS]
    response, _ = workbook_response("旧系统人员表模板.xlsx", columns, [[one.example for one in OPENING_FIELDS]])
    return response


@require_GET
@requires(*CITY_ROLES)
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One table: progress while it is worked on, then what would load, what not and why. htmx asks for the progress alone."""
    actor = actor_of(request)
    found = queries.get_run(scope=actor.scope, run_id=run_id)
    work = progress_of(found)
    if getattr(request, "htmx", False):
        answer = render(request, "ui/progress.html", {"work": work})
        if work.is_finished:
            # The whole page has something new to say now.
            answer["HX-Refresh"] = "true"
        return answer
    state = member_of(RunState, found.state)
    context: dict[str, Any] = {
        "run": found,
        "state": state,
        "tone": RUN_TONES.get(state, "neutral"),
        "work": work,
        "is_at_work": state in AT_WORK,
        "is_daily": found.purpose == Purpose.COMPARE,
        "steps": FLOW[state],
        "is_mine": found.proposed_by == actor.id,
        "figures": figures_of(found),
        "findings": [_finding(one) for one in found.findings],
        "missing": [OPENING_FIELDS.label(name) for name in found.reading.missing],
        "unknown": {side.value: many for side, many in queries.count_unknown(scope=actor.scope).items()},
    }
    return render(request, "opening/run.html", context)


def _finding(counted: dict[str, Any]) -> dict[str, Any]:
    severity = counted["severity"]
    return {
        **counted, "title": title_of(counted["code"]), "label": SEVERITY_LABELS[severity],
        "tone": _SEVERITY_TONES.get(severity, "neutral"),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def columns(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What each column was taken for, and the correction of it."""
    actor = actor_of(request)
    found = queries.get_run(scope=actor.scope, run_id=run_id)
    form = OldColumnsForm(request.POST or None, columns=found.reading.headed)
    page = ActPage("核对各列", "确认并重新演练", "各列含义已记住，正在重新演练。下次上传同样表头的文件会自动识别。")
    shown = Shown("opening/columns.html", {"run": found}, back=lambda _: reverse("opening:run", args=[run_id]))

    def act() -> None:
        services.correct_columns(actor=actor, at=timezone.now(), run_id=run_id, fields=form.meaning())

    return answer_form(request, page, form, act, shown)


@require_POST
@requires(*CITY_ROLES)
def again(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Rehearse again, for the mapping or the register may have changed since."""
    services.rehearse_again(actor=actor_of(request), at=timezone.now(), run_id=run_id)
    return redirect("opening:run", run_id=run_id)


@require_POST
@requires(*CITY_ROLES)
def throw_away(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Throw a rehearsal away."""
    actor = actor_of(request)
    found = queries.get_run(scope=actor.scope, run_id=run_id)
    question = Confirm(
        "清除这次演练",
        "逐行结果会清除，登记簿没有任何变化；对账数字、新旧对应和各列含义都保留，同一文件可以重新上传。",
        "清除",
        back=reverse("opening:run", args=[run_id]),
        facts=(("批次号", found.run_no), ("行数", f"{found.counts.get('rows', 0):,}")),
    )
    if asked := ask_first(request, question):
        return asked
    services.throw_away(actor=actor, at=timezone.now(), run_id=run_id)
    messages.success(request, f"{found.run_no} 的演练已清除，登记簿没有变化。")
    return redirect("opening:run", run_id=run_id)
