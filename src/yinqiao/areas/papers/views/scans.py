"""扫描归档: stamped copies sent as a file or photographed, what was filed, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.papers import errors, queries, services
from yinqiao.areas.papers.forms import NumberForm, ScanFilter, ScanForm
from yinqiao.areas.papers.rules import PRINTERS
from yinqiao.areas.papers.tables import SCAN_TONES, ScanTable
from yinqiao.areas.papers.types import TO_SETTLE, PageState, ScanState
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Progress

_SCANS = ListSpec(
    title="盖章件扫描归档", table=ScanTable, filters=ScanFilter, unit="份", page_size=50,
    export=TableExport("盖章件扫描归档", "papers.scans_exported", is_personal=False),
    empty=Empty("没有符合条件的扫描件", "文书盖章后扫描或拍照上传，系统按二维码归到每一份文书。"),
)  # fmt: skip
_SEND = ActPage(
    "扫描归档", "上传", "已上传，正在识别二维码。",
    "一次可以上传一个 PDF，里面可以有多份文书、多页；没有二维码或看不清的页，识别后由您录入编号。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def scan_list(request: HttpRequest) -> HttpResponseBase:
    """Every scan of the scope."""
    found = queries.list_scans(scope=actor_of(request).scope)

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        standing = chosen.get("standing")
        if standing == "waiting":
            return found.filter(waiting__gt=0)
        if standing == "done":
            return found.filter(state=ScanState.READ, waiting=0)
        return found.filter(state=ScanState.FAILED) if standing == "failed" else found

    return answer_list(request, _SCANS, load, template="papers/scans.html")


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def send(request: HttpRequest) -> HttpResponse:
    """Send a scan, or a photograph from a phone."""
    actor = actor_of(request)
    form = ScanForm(request.POST or None, request.FILES or None)
    context = {"about": "PDF、JPG 或 PNG", "back": reverse("papers:scans"), "is_file": True}
    shown = Shown("papers/form.html", context, back=lambda made: reverse("papers:scan", args=[made]))
    return answer_form(
        request, _SEND, form, lambda: services.take_scan(actor=actor, at=timezone.now(), new=form.new()), shown
    )


@require_GET
@requires(*PRINTERS)
def scan(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """One scan: progress, then every page with what became of it."""
    scope = actor_of(request).scope
    row = queries.get_scan(scope=scope, scan_id=scan_id)
    work = Progress(
        title="识别扫描件", poll_url=reverse("papers:scan", args=[scan_id]), unit="页",
        is_finished=row.state == ScanState.READ, error=row.told,
    )  # fmt: skip
    htmx: Any = getattr(request, "htmx", False)
    if htmx:
        answer = render(request, "ui/progress.html", {"work": work})
        if work.is_finished or work.error:
            answer["HX-Refresh"] = "true"
        return answer
    context = {"row": row, "work": work, "tone": SCAN_TONES[row.state], **_pages(scope, scan_id)}
    return render(request, "papers/scan.html", context)


def _pages(scope: Any, scan_id: UUID) -> dict[str, Any]:
    """Those that wait first, each with the paper of the page before it where there is one; then the rest."""
    pages = list(queries.list_pages(scope=scope, scan_id=scan_id).order_by(F("page_no")))
    before = {one.page_no + 1: one.paper for one in pages if one.state == PageState.FILED}
    waiting = [(one, before.get(one.page_no)) for one in pages if one.state in TO_SETTLE]
    return {
        "waiting": waiting,
        "filed": [one for one in pages if one.state == PageState.FILED],
        "dropped": [one for one in pages if one.state == PageState.DROPPED],
    }


@require_GET
@requires(*PRINTERS)
def picture(request: HttpRequest, page_id: UUID) -> StreamingHttpResponse:
    """The picture of one page."""
    actor = actor_of(request)
    row = queries.get_page(scope=actor.scope, page_id=page_id)
    file = get_file(row.file_id)
    record_read(actor, action="papers.page_read", people=row.paper.people if row.paper else 0, purpose="查看盖章扫描页")
    return answer_file(file)


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def file_page(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """录入编号: file a page by the number that stands on it."""
    actor = actor_of(request)
    row = queries.get_page(scope=actor.scope, page_id=page_id)
    if row.state not in TO_SETTLE:
        raise errors.page_settled()
    page = ActPage("录入编号", "归档", "已归档到这个编号的文书。", "编号印在每页的右上角，例如：移介〔2026〕0012号。")
    form, back = NumberForm(request.POST or None), row.scan.get_absolute_url()
    shown = Shown("papers/number.html", {"row": row, "back": back}, lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.file_by_number(
            actor=actor, at=timezone.now(), page_id=page_id, number=form.cleaned_data["number"]
        ),
        shown,
    )  # fmt: skip


def _at_once(request: HttpRequest, page_id: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    row = queries.get_page(scope=actor_of(request).scope, page_id=page_id)
    try:
        act(actor=actor_of(request), at=timezone.now(), page_id=page_id)
    except (Conflict, Invalid) as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, done)
    return redirect(row.scan.get_absolute_url())


@require_POST
@requires(*PRINTERS)
def file_before(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """归入前一页的文书."""
    return _at_once(request, page_id, services.file_after_before, "已归入前一页的文书。")


@require_POST
@requires(*PRINTERS)
def drop(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """不归档, or taken out of the paper it was filed to."""
    return _at_once(request, page_id, services.drop_page, "已处理，这一页不在任何文书名下。")
