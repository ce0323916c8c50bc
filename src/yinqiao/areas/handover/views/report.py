"""What the page of one roster shows: progress, counts, findings by kind, what may be done now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.handover import queries
from yinqiao.areas.handover.forms.rosters import FindingFilter, RowFilter
from yinqiao.areas.handover.rules import next_batch_state, stayed_behind
from yinqiao.areas.handover.tables.rosters import (
    SEVERITY_TONES,
    FindingTable,
    RowTable,
    finding_sentence,
)
from yinqiao.areas.handover.types import BatchState
from yinqiao.areas.handover.views.figures import batch_figures
from yinqiao.areas.handover.views.shared import ENTERPRISES
from yinqiao.areas.rosters.queries import label_of, noticed, title_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.sheets.annotate import SEVERITY_LABELS
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import UNNAMED, Export, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.parts import Count, Progress, Step

_CHECK_STEPS = (("waiting", "等待"), ("reading", "读取文件"), ("checking", "逐行检查"), ("comparing", "与登记比对"))
_AT_WORK = {BatchState.UPLOADED, BatchState.CHECKING, BatchState.SUBMITTING, BatchState.UNDOING}
_TITLES = {
    BatchState.UPLOADED: "检查名册",
    BatchState.CHECKING: "检查名册",
    BatchState.SUBMITTING: "提交名册",
    BatchState.UNDOING: "撤回整批",
}


def batch_context(request: HttpRequest, batch: Any) -> dict[str, Any]:
    """Everything the page of one roster needs."""
    state, scope = BatchState(batch.state), actor_of(request).scope
    counts = queries.count_findings(scope=scope, batch_id=batch.id)
    missing = queries.list_missing(scope=scope, batch_id=batch.id).count() if state is BatchState.CHECKED else 0
    return {
        "batch": batch,
        "state": state,
        "work": _work(batch, state),
        "is_at_work": state in _AT_WORK,
        "figures": [] if state in _AT_WORK else batch_figures(scope, batch, missing),
        "missing": missing,
        "findings": [_finding_line(batch.id, one) for one in counts],
        "acts": {act for act in ("check", "submit", "discard", "undo") if next_batch_state(state, act)},
        "is_copy_due": state != BatchState.UNDONE and (batch.submitted_at is None or stayed_behind(batch.counts) > 0),
        "noticed": noticed(batch.reading),
        "columns_missing": [label_of(name) for name in batch.reading.missing],
        "findings_url": reverse("handover:findings", args=[batch.id]),
    }


def _finding_line(batch_id: UUID, counted: dict[str, Any]) -> dict[str, Any]:
    query = urlencode({"code": counted["code"], "severity": counted["severity"]})
    return {
        **counted,
        "title": title_of(counted["code"]),
        "label": SEVERITY_LABELS[counted["severity"]],
        "tone": SEVERITY_TONES[counted["severity"]],
        "url": f"{reverse('handover:findings', args=[batch_id])}?{query}",
    }


def _work(batch: Any, state: BatchState) -> Progress:
    """The progress of whatever is under way; finished when nothing is."""
    names = [name for name, _ in _CHECK_STEPS]
    at = names.index(batch.progress_step) if batch.progress_step in names else 0
    steps = [
        Step(label, "done" if number < at else "now" if number == at else "waiting")
        for number, (_, label) in enumerate(_CHECK_STEPS)
    ]
    is_check = state in (BatchState.UPLOADED, BatchState.CHECKING)
    return Progress(
        title=_TITLES.get(state, "名册"),
        steps=steps if is_check else (),
        done=batch.progress_done,
        total=batch.progress_total,
        unit="行" if is_check else "人",
        poll_url=reverse("handover:batch", args=[batch.id]),
        is_finished=state not in _AT_WORK,
        counts=[Count("人数", batch.counts.get("rows", 0))] if state not in _AT_WORK else (),
    )


FINDINGS_EXPORT = Export(
    "名册问题清单",
    (
        ColumnSpec("行号", ColumnKind.INTEGER, 8),
        ColumnSpec("列", width=16),
        ColumnSpec("程度", width=12),
        ColumnSpec("问题与处理", width=70),
        ColumnSpec("代码", width=30),
    ),
    row=lambda one: [
        one.row_no, label_of(one.field), SEVERITY_LABELS[one.severity], finding_sentence(one), one.code,
    ],
    action="handover.findings_exported",
    is_personal=False,
)  # fmt: skip
FINDINGS = ListSpec(
    title="检查发现的问题", table=FindingTable, unit="条", page_size=50, export=FINDINGS_EXPORT,
    empty=Empty("没有发现问题", "这一批名册的每一行都可以提交。", picture="done"),
)  # fmt: skip
ROWS = ListSpec(
    title="名册各行", table=RowTable, filters=RowFilter, unit="行", page_size=50, export=TableExport("名册各行", "handover.rows_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的行", "请减少筛选条件。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def findings(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """The rows behind each kind of problem."""
    scope = actor_of(request).scope
    batch = queries.get_batch(scope=scope, batch_id=batch_id)
    counts = queries.count_findings(scope=scope, batch_id=batch_id)
    codes = [(one["code"], f"{title_of(one['code'])}（{one['findings']}）") for one in counts]

    def load(chosen: Any) -> Any:
        found = queries.list_findings(scope=scope, batch_id=batch_id)
        wanted = {name: chosen[name] for name in ("code", "severity") if chosen.get(name)}
        return found.filter(**wanted)

    spec = replace(FINDINGS, filters=with_choices(FindingFilter, codes=codes))
    return answer_list(request, spec, load, template="handover/batch_list.html", context={"batch": batch})


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def rows(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Every row: ready, held back, new, changed, unchanged, and where it was routed."""
    actor = actor_of(request)
    batch = queries.get_batch(scope=actor.scope, batch_id=batch_id)

    def load(chosen: Any) -> Any:
        wanted = {name: chosen.get(name, "") for name in ("state", "change")}
        found = queries.list_rows(scope=actor.scope, batch_id=batch_id, **wanted)
        return found.filter(name__contains=chosen["name"].strip()) if chosen.get("name") else found

    request.is_batch_submitted = batch.state == BatchState.SUBMITTED  # type: ignore[attr-defined]
    record_read(actor, action="handover.rows_read", people=0, purpose="查看名册")
    return answer_list(request, ROWS, load, template="handover/batch_list.html", context={"batch": batch})


@require_GET
@requires(*ENTERPRISES)
def annotated(request: HttpRequest, batch_id: UUID) -> StreamingHttpResponse:
    """The annotated copy of the file that was uploaded."""
    actor = actor_of(request)
    batch = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    if batch.annotated_file_id is None:
        raise NotFound("handover.no_annotated_file", "批注名册还没有生成，请稍后刷新页面。")
    file = get_file(batch.annotated_file_id)
    record_read(actor, action="handover.annotated_downloaded", people=batch.counts.get("rows", 0), purpose="修改名册")
    return answer_file(file)
