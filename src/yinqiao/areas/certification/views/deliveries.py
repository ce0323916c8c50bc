"""认证结果报送: numbered files for human resources and their receipts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.certification import queries, services
from yinqiao.areas.certification.forms import ReceiptForm
from yinqiao.areas.certification.rules import SENDERS
from yinqiao.areas.certification.tables import DeliveryTable
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import Export, TableExport, answer_export
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

_BOTH = require_http_methods(["GET", "POST"])
_LIST = ListSpec(
    title="认证结果报送", table=DeliveryTable, unit="份",
    export=TableExport("认证结果报送登记", "certification.deliveries_exported", is_personal=False),
    empty=Empty("还没有报送过", "社区登记认证后，在这里生成报送人社部门的文件；回执到后登记编号。"),
)  # fmt: skip
_COLUMNS = (
    ColumnSpec("类别", ColumnKind.TEXT, 18), ColumnSpec("姓名", ColumnKind.TEXT, 14), ColumnSpec("身份证号", ColumnKind.TEXT, 22),
    ColumnSpec("认证日期", ColumnKind.DATE, 12), ColumnSpec("认证方式", ColumnKind.TEXT, 14), ColumnSpec("地点", ColumnKind.TEXT, 10),
    ColumnSpec("委托文号", ColumnKind.TEXT, 24), ColumnSpec("办理编号", ColumnKind.TEXT, 20), ColumnSpec("经办", ColumnKind.TEXT, 24),
    ColumnSpec("更正原因", ColumnKind.TEXT, 18),
)  # fmt: skip


@_BOTH
@requires(*SENDERS)
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """The files so far, and how much waits."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> QuerySet[Any]:
        return queries.list_deliveries(scope=scope)

    context = {"waiting": queries.count_unsent(scope=scope)}
    return answer_list(request, _LIST, load, template="certification/deliveries.html", context=context)


@require_POST
@requires(*SENDERS)
def send(request: HttpRequest) -> HttpResponse:
    """生成报送: everything certified here since the last file."""
    made = services.make_delivery(actor=actor_of(request), at=timezone.now())
    messages.success(request, "已生成报送，请下载文件交人社部门，回执到后登记编号。")
    return redirect("certification:delivery", delivery_id=made)


@_BOTH
@requires(*SENDERS)
def delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponseBase:
    """One file: says what it holds, asks the purpose, gives the workbook."""
    scope = actor_of(request).scope
    found = queries.get_delivery(scope=scope, delivery_id=delivery_id)
    export = Export(
        f"认证结果报送{found.number}", _COLUMNS, lambda row: row, "certification.delivery_read",
        hint=f"编号 {found.number}，含姓名和完整身份证号，供人社部门核对。",
    )  # fmt: skip
    rows = queries.delivery_rows(scope=scope, delivery_id=delivery_id)
    return answer_export(request, export, rows, count=found.people)


@_BOTH
@requires(*SENDERS)
def receipt(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """登记回执 of human resources."""
    actor = actor_of(request)
    found = queries.get_delivery(scope=actor.scope, delivery_id=delivery_id)
    form = ReceiptForm(request.POST or None, initial={"receipt_on": timezone.localdate()})
    page = ActPage(f"登记 {found.number} 的回执", "保存", "已登记回执。")
    back = reverse("certification:deliveries")
    crumbs = [("认证结果报送", back), (page.title, "")]
    shown = Shown("certification/receipt.html", {"found": found, "crumbs": crumbs}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.note_receipt(actor=actor, at=timezone.now(), delivery_id=delivery_id, **form.cleaned_data),
        shown,
    )  # fmt: skip
