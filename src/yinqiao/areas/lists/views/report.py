"""The page of one batch: progress while it is worked on, then counts, findings by kind, what may be done now."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.lists import errors, queries
from yinqiao.areas.lists.forms import FindingFilter
from yinqiao.areas.lists.queries import ListKind, kind_named
from yinqiao.areas.lists.rules import next_batch_state, stayed_behind
from yinqiao.areas.lists.tables import SEVERITY_TONES, finding_sentence, finding_table
from yinqiao.areas.lists.types import ENTERPRISES, BatchState
from yinqiao.areas.rosters.queries import noticed
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import Export
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.parts import Count, Progress, Step

_CHECK_STEPS = (("waiting", "等待"), ("reading", "读取文件"), ("checking", "逐行检查"), ("comparing", "与登记比对"))
_AT_WORK = {BatchState.UPLOADED, BatchState.CHECKING, BatchState.SUBMITTING, BatchState.UNDOING}
_TITLES = {
    BatchState.UPLOADED: "检查{noun}",
    BatchState.CHECKING: "检查{noun}",
    BatchState.SUBMITTING: "提交{noun}",
    BatchState.UNDOING: "撤回整批",
}


@require_GET
@requires(*ENTERPRISES)
def batch(request: HttpRequest, kind: str, batch_id: UUID) -> HttpResponse:
    """One batch: progress while it is worked on, then the report. htmx asks for the progress alone."""
    its, scope = kind_named(kind), actor_of(request).scope
    found = queries.get_batch(scope=scope, kind=kind, batch_id=batch_id)
    htmx: Any = getattr(request, "htmx", False)
    if htmx and htmx.trigger == "copy-in-the-making" and not found.annotated_file_id:
        # The report already stands; only the annotated copy is awaited.
        return HttpResponse(status=204)
    context = _context(its, scope, found)
    if htmx:
        answer = render(request, "ui/progress.html", {"work": context["work"]})
        if context["work"].is_finished or context["work"].error:
            # The whole page has something new to say now.
            answer["HX-Refresh"] = "true"
        return answer
    return render(request, "lists/batch.html", context)


def _context(kind: ListKind, scope: Scope, batch: Any) -> dict[str, Any]:
    """Everything the page of one batch needs."""
    state, labels = BatchState(batch.state), kind.labels
    counts = queries.count_findings(scope=scope, batch_id=batch.id)
    return {
        "kind": kind,
        "batch": batch,
        "state": state,
        "work": _work(kind, batch, state),
        "is_at_work": state in _AT_WORK,
        "findings": [_finding_line(kind, batch.id, one) for one in counts],
        "acts": {act for act in ("check", "submit", "discard", "undo") if next_batch_state(state, act)},
        "is_copy_due": state != BatchState.UNDONE and (batch.submitted_at is None or stayed_behind(batch.counts) > 0),
        "noticed": noticed(batch.reading),
        "columns_missing": [labels.get(name, name) for name in batch.reading.missing],
        "findings_url": kind.url("findings", batch.id),
        **({} if state in _AT_WORK else kind.report(scope, batch)),
    }


def _finding_line(kind: ListKind, batch_id: UUID, counted: dict[str, Any]) -> dict[str, Any]:
    query = urlencode({"code": counted["code"], "severity": counted["severity"]})
    return {
        **counted,
        "title": kind.title_of(counted["code"]),
        "label": SEVERITY_LABELS[counted["severity"]],
        "tone": SEVERITY_TONES[counted["severity"]],
        "url": f"{kind.url('findings', batch_id)}?{query}",
    }


def _work(kind: ListKind, batch: Any, state: BatchState) -> Progress:
    """The progress of whatever is under way; finished when nothing is."""
    names = [name for name, _ in _CHECK_STEPS]
    at = names.index(batch.progress_step) if batch.progress_step in names else 0
    steps = [
        Step(label, "done" if number < at else "now" if number == at else "waiting")
        for number, (_, label) in enumerate(_CHECK_STEPS)
    ]
    is_check, words = state in (BatchState.UPLOADED, BatchState.CHECKING), kind.words
    return Progress(
        title=_TITLES.get(state, "{noun}").format(noun=words.noun),
        steps=steps if is_check else (),
        done=batch.progress_done,
        total=batch.progress_total,
        unit="行" if is_check else words.unit,
        poll_url=kind.url("batch", batch.id),
        is_finished=state not in _AT_WORK,
        counts=[Count(f"{words.unit}数", batch.counts.get("rows", 0))] if state not in _AT_WORK else (),
    )


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def findings(request: HttpRequest, kind: str, batch_id: UUID) -> HttpResponseBase:
    """The rows behind each kind of problem."""
    its, scope = kind_named(kind), actor_of(request).scope
    found = queries.get_batch(scope=scope, kind=kind, batch_id=batch_id)
    counts = queries.count_findings(scope=scope, batch_id=batch_id)
    codes = [(one["code"], f"{its.title_of(one['code'])}（{one['findings']}）") for one in counts]

    def load(chosen: Any) -> Any:
        wanted = {name: chosen[name] for name in ("code", "severity") if chosen.get(name)}
        return queries.list_findings(scope=scope, batch_id=batch_id).filter(**wanted)

    spec = ListSpec(
        title="检查发现的问题", table=finding_table(its), filters=with_choices(FindingFilter, codes=codes), unit="条",
        page_size=50, export=_findings_export(its),
        empty=Empty("没有发现问题", f"这一批{its.words.noun}的每一行都可以提交。", picture="done"),
    )  # fmt: skip
    return answer_list(request, spec, load, template="lists/batch_list.html", context={"batch": found, "kind": its})


def _findings_export(kind: ListKind) -> Export:
    labels = kind.labels
    return Export(
        f"{kind.words.noun}问题清单",
        (
            ColumnSpec("行号", ColumnKind.INTEGER, 8),
            ColumnSpec("列", width=16),
            ColumnSpec("程度", width=12),
            ColumnSpec("问题与处理", width=70),
            ColumnSpec("代码", width=30),
        ),
        row=lambda one: [
            one.row_no, labels.get(one.field, one.field), SEVERITY_LABELS[one.severity], finding_sentence(kind, one),
            one.code,
        ],
        action=kind.action("findings_exported"),
        is_personal=False,
    )  # fmt: skip


@require_GET
@requires(*ENTERPRISES)
def annotated(request: HttpRequest, kind: str, batch_id: UUID) -> StreamingHttpResponse:
    """The annotated copy of the file that was uploaded."""
    its, actor = kind_named(kind), actor_of(request)
    found = queries.get_batch(scope=actor.scope, kind=kind, batch_id=batch_id)
    if found.annotated_file_id is None:
        raise errors.no_annotated_file(its.words)
    file = get_file(found.annotated_file_id)
    action, purpose = its.action("annotated_downloaded"), f"修改{its.words.noun}"
    record_read(actor, action=action, people=found.counts.get("rows", 0), purpose=purpose)
    return answer_file(file)
