"""What is due under all agreements; payments and refunds; the money of one agreement; the scan of a voucher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.agreements.queries import PARTIES, get_agreement
from yinqiao.areas.funds import queries
from yinqiao.areas.funds.forms import LATE, SOON, DueFilter, PaymentFilter
from yinqiao.areas.funds.tables import DueTable, PaymentTable
from yinqiao.areas.funds.types import DueRow, Turn
from yinqiao.areas.funds.views.showing import agreement_context
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

DUES = ListSpec(
    title="移交经费", table=DueTable, unit="笔", page_size=50,
    export=TableExport("移交经费应付情况", "funds.dues_exported", is_personal=False),
    empty=Empty(
        "没有约定移交经费的协议",
        "协议签署后，约定的移交经费按付款安排逐笔列在这里：企业付款后登记，接收方确认到账。",
    ),
)  # fmt: skip
PAYMENTS = ListSpec(
    title="收付登记", table=PaymentTable, filters=PaymentFilter, unit="笔", page_size=50,
    export=TableExport("移交经费收付登记", "funds.payments_exported", is_personal=False),
    empty=Empty("没有符合条件的收付登记", "企业在协议的“移交经费”页面登记付款，接收方在同一页面确认到账。"),
)  # fmt: skip


def _chosen_dues(rows: Sequence[DueRow], chosen: Mapping[str, Any]) -> list[DueRow]:
    today, due = timezone.localdate(), chosen.get("due") or ""
    text = (chosen.get("text") or "").strip()

    def is_wanted(row: DueRow) -> bool:
        stands = {
            "": True, LATE: queries.is_late(row, today), SOON: queries.is_soon(row, today)
        }.get(due, row.line.state == due)  # fmt: skip
        return (
            stands
            and chosen.get("kind") in (None, "", row.line.due.kind)
            and chosen.get("enterprise") in (None, "", row.enterprise_id)
            and text in row.agreement_no
        )

    return [row for row in rows if is_wanted(row)]


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def dues(request: HttpRequest) -> HttpResponseBase:
    """What is due under every signed agreement of the scope, the earliest first."""
    rows = queries.list_dues(scope=actor_of(request).scope)
    firms = sorted({(row.enterprise_id, row.enterprise) for row in rows}, key=lambda one: one[1])
    spec = replace(DUES, filters=with_choices(DueFilter, enterprises=firms))
    return answer_list(request, spec, lambda chosen: _chosen_dues(rows, chosen), template="funds/dues.html")


def _load_payments(scope: Scope, chosen: Mapping[str, Any]) -> Any:
    found = queries.list_payments(scope=scope)
    if chosen.get("turn"):
        found = found.filter(queries.turn_filter(scope, Turn(chosen["turn"]), timezone.localdate()))
    for name in ("state", "flow", "kind"):
        if chosen.get(name):
            found = found.filter(**{name: chosen[name]})
    if text := (chosen.get("text") or "").strip():
        found = found.filter(Q(agreement__agreement_no__contains=text) | Q(voucher_no__contains=text))
    return found


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def payments(request: HttpRequest) -> HttpResponseBase:
    """Payments and refunds under every agreement of the scope, the newest first."""
    scope = actor_of(request).scope
    return answer_list(
        request, PAYMENTS, lambda chosen: _load_payments(scope, chosen), template="funds/payments.html"
    )  # fmt: skip


@require_GET
@requires(*PARTIES)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The money of one agreement: kind by kind, instalment by instalment, payment by payment."""
    actor = actor_of(request)
    row = get_agreement(scope=actor.scope, agreement_id=agreement_id)
    return render(request, "funds/agreement.html", agreement_context(actor, row, timezone.localdate()))


@require_GET
@requires(*PARTIES)
def voucher(request: HttpRequest, payment_id: UUID) -> StreamingHttpResponse:
    """The scan of a voucher, as a file to keep; noted, for it may hold names and seals."""
    actor = actor_of(request)
    row = queries.get_payment(scope=actor.scope, payment_id=payment_id)
    if row.scan_id is None:
        raise NotFound("funds.no_voucher", "这笔登记没有凭证扫描件。")
    file = get_file(row.scan_id)
    record_read(actor, action="funds.voucher_downloaded", people=0, purpose="查看付款凭证")
    return answer_file(file)
