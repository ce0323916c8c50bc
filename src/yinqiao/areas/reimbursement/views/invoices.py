"""票据: one is taken in, taken out, its file looked at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.applications.queries import get_case
from yinqiao.areas.outside_decisions.types import yuan
from yinqiao.areas.reimbursement import errors, queries, services
from yinqiao.areas.reimbursement.forms import InvoiceForm
from yinqiao.areas.reimbursement.rules import PLACES
from yinqiao.areas.reimbursement.types import ITEM
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires

_ADD = ActPage(
    "登记票据", "保存票据", "已登记票据，预估已重新计算。",
    "一张票据登记一次，全市查重。不要填写、上传病名、诊断和病历；医保经办机构需要的，由申请人直接交给它。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One invoice of a case that is not accepted yet."""
    actor = actor_of(request)
    row = get_case(scope=actor.scope, case_id=case_id)
    if row.code != ITEM:
        raise NotFound
    if request.method == "GET" and not queries.is_open_for_invoices(row):
        raise errors.closed_for_invoices()
    form = InvoiceForm(request.POST or None, request.FILES or None)
    back = _back(case_id)
    context = {"crumbs": _crumbs(row, "登记票据"), "back": back}
    return answer_form(
        request, _ADD, form,
        lambda: services.add_invoice(
            actor=actor, at=timezone.now(), case_id=case_id, typed=form.typed(), upload=form.upload()
        ),
        Shown("reimbursement/add.html", context, back=lambda _: back),
    )  # fmt: skip


@require_POST
@requires(*PLACES)
def remove(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Asks before an invoice and its file go."""
    actor = actor_of(request)
    case, invoice = queries.get_invoice(scope=actor.scope, invoice_id=invoice_id)
    back = _back(case.pk)
    words = "票据和文件一起移除。移错了可以重新登记。"
    facts = (("票据号码", invoice.tail), ("金额", f"{yuan(invoice.told.amount_fen)} 元"))
    if asked := ask_first(request, Confirm("移除这张票据", words, "移除", back, facts)):
        return asked
    services.remove_invoice(actor=actor, at=timezone.now(), invoice_id=invoice_id)
    messages.success(request, "已移除票据，预估已重新计算。")
    return redirect(back)


@require_GET
@requires(*PLACES)
def file(request: HttpRequest, invoice_id: UUID) -> StreamingHttpResponse:
    """The file of an invoice, to keep; noted, for it says where somebody was treated."""
    actor = actor_of(request)
    file_id = queries.find_file(scope=actor.scope, invoice_id=invoice_id)
    found = get_file(file_id)
    note_people_read(
        actor=actor, at=timezone.now(), people=1, action="reimbursement.file_opened", purpose="核对报销票据"
    )
    return answer_file(found)


def _back(case_id: Any) -> str:
    return reverse("applications:case", args=[case_id])


def _crumbs(row: Any, title: str) -> list[tuple[str, str]]:
    return [("办件", reverse("applications:cases")), (row.number, _back(row.pk)), (title, "")]
