"""Lines of a file, what its check found, and what goes back to the office: annotated copy, receipts, the signed list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.dropbox import errors, queries
from yinqiao.areas.dropbox.forms import FindingFilter, LineFilter, OwnLineFilter
from yinqiao.areas.dropbox.tables import OUTCOMES, EnterpriseLineTable, LineTable, OwnLineTable, finding_table
from yinqiao.areas.dropbox.views.senders import senders
from yinqiao.areas.dropbox.views.shared import crumbs_of
from yinqiao.areas.intake.queries import words_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file as get_stored
from yinqiao.platform.sheets.types import SheetHeader
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec, Value
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport, workbook_response
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LINES = ListSpec(
    title="逐行结果", table=LineTable, unit="行", page_size=50, is_wide=True,
    export=TableExport("报送文件逐行结果", "dropbox.lines_exported", is_personal=False),
    empty=Empty("没有这样的行", "请更换筛选条件；放弃的文件不保留逐行结果。", picture="search"),
)  # fmt: skip
FINDINGS = ListSpec(
    title="检查发现的问题", table=LineTable, unit="条", page_size=50,
    export=TableExport("报送文件问题清单", "dropbox.findings_exported", is_personal=False),
    empty=Empty("没有发现问题", "这份文件的每一行都可以办理。", picture="done"),
)  # fmt: skip
_RECEIPT_COLUMNS = (
    ColumnSpec("行号", ColumnKind.INTEGER, 8), ColumnSpec("结果", width=22), ColumnSpec("原因", width=30),
    ColumnSpec("来源编号", width=30), ColumnSpec("收件编号", width=38), ColumnSpec("签名回执", width=60),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@senders
def lines(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The lines of a file with what was foreseen and what became of each; nothing of what they say."""
    actor = actor_of(request)
    scope, is_firm = actor.scope, actor.role == "enterprise_officer"
    found = queries.get_file(scope=scope, file_id=file_id)
    is_own = scope.office is not None
    names = ("checked", "outcome") if is_own else ("state", "outcome")
    listed = queries.list_own_lines if is_own else queries.list_lines

    def load(chosen: Mapping[str, Any]) -> Any:
        wanted = {name: chosen[name] for name in names if chosen.get(name)}
        return listed(scope=scope, file_id=file_id).filter(**wanted)

    choices = [(code, OUTCOMES.get(code, code)) for code in found.outcomes]
    filters = with_choices(OwnLineFilter if is_own else LineFilter, outcomes=choices)
    table = EnterpriseLineTable if is_firm else OwnLineTable if is_own else LineTable
    spec = replace(LINES, filters=filters, table=table)
    return answer_list(request, spec, load, template="dropbox/lines.html", context=_context(found, "逐行结果"))


@require_http_methods(["GET", "POST"])
@senders
def findings(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The lines behind each kind of problem."""
    scope = actor_of(request).scope
    found = queries.get_file(scope=scope, file_id=file_id)
    codes = [(one["code"], f"{queries.title_of(one['code'])}（{one['rows']}）") for one in found.findings]

    def load(chosen: Mapping[str, Any]) -> Any:
        rows = queries.list_findings(scope=scope, file_id=file_id)
        return rows.filter(code=chosen["code"]) if chosen.get("code") else rows

    table = finding_table(queries.kind_named(found.kind))
    spec = replace(FINDINGS, table=table, filters=with_choices(FindingFilter, codes=codes))
    return answer_list(request, spec, load, template="dropbox/lines.html", context=_context(found, "检查发现的问题"))


def _context(file: Any, title: str) -> dict[str, Any]:
    return {"file": file, "crumbs": crumbs_of((file.file_no, file_url(file)), (title, ""))}


def file_url(file: Any) -> str:
    """The page of a file."""
    return reverse("dropbox:file", args=[file.pk])


@require_GET
@senders
def annotated(request: HttpRequest, file_id: UUID) -> StreamingHttpResponse:
    """The annotated copy of the file, for the office that sent it."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    if found.annotated_file_id is None or (actor.scope.office is not None and not found.by_office):
        raise errors.no_annotated_file()
    stored = get_stored(found.annotated_file_id)
    people = int(found.counts.get("rows", 0))
    record_read(actor, action="dropbox.annotated_downloaded", people=people, purpose="退回报送单位改正")
    return answer_file(stored)


@require_GET
@senders
def receipts(request: HttpRequest, file_id: UUID) -> FileResponse:
    """回执表: every line with what became of it and the signed receipt of its message; names nobody."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    if not found.list_receipt:
        raise NotFound
    heading = SheetHeader(
        f"报送文件 {found.file_no} 回执表", "交报送单位", actor.name, timezone.localtime(), found.source.name,
        (f"原件 SHA-256：{found.file_sha256}",),
    )  # fmt: skip
    response, _ = workbook_response(
        f"{found.file_no}_回执表.xlsx", _RECEIPT_COLUMNS, _rows(actor, file_id), heading=heading
    )
    record_read(actor, action="dropbox.receipts_downloaded", people=0, purpose="交报送单位")
    return response


def _rows(actor: Any, file_id: UUID) -> Iterator[list[Value]]:
    for line, receipt in queries.list_receipts(scope=actor.scope, file_id=file_id):
        reason = "此前已报送，回执为当时的一份" if line.is_repeated else words_of(line.reason)
        number = str(line.message_id or "")
        yield [line.row_no, OUTCOMES.get(line.outcome, line.outcome), reason, line.event_id, number, receipt]


@require_GET
@senders
def signed_list(request: HttpRequest, file_id: UUID) -> StreamingHttpResponse:
    """签名清单: the city's signature in the first line, then row, outcome and number of every line that it covers."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    if not found.list_receipt:
        raise NotFound
    # Read before the transaction ends: what is streamed must not need the database any more.
    parts = [f"{found.list_receipt}\n", *queries.list_signed(scope=actor.scope, file_id=file_id)]
    record_read(actor, action="dropbox.list_downloaded", people=0, purpose="交报送单位")
    answer = StreamingHttpResponse(iter(parts), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.file_no}_签名清单.txt") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
