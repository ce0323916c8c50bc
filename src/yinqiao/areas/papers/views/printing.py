"""打印: says what will be printed and with which template, then takes a number; many at once with their progress."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.papers import errors, queries, services
from yinqiao.areas.papers.rules import PRINTERS
from yinqiao.areas.papers.tables import STATE_TONES, title_of
from yinqiao.areas.papers.types import PrintingState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.papers.kinds import PaperKind, papers
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.parts import Count, Progress


def _kind(actor: Actor, code: str) -> PaperKind:
    kind = papers.find(code)
    if kind is None or actor.role not in kind.roles:
        raise errors.no_such_kind()
    return kind


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def print_one(request: HttpRequest, kind: str, subject_id: str) -> HttpResponse:
    """GET: what will be printed. POST: the number is taken and the paper made."""
    actor = actor_of(request)
    its = _kind(actor, kind)
    if request.method == "POST":
        return _printed(request, actor, its, subject_id)
    frames = its.load(actor, [subject_id])
    if not frames:
        raise NotFound
    record_read(actor, action="papers.paper_prepared", people=frames[0].people, purpose=f"打印{its.short}")
    template = queries.template_for(scope=actor.scope, kind=kind, day=timezone.localdate())
    earlier = queries.list_papers(scope=actor.scope).filter(kind=kind, subject_id=subject_id)[:20]
    context = {
        "kind": its, "frame": frames[0], "template": template,
        "rows": sum(len(one) for one in frames[0].lists.values()),
        "earlier": [(one, STATE_TONES[one.state]) for one in earlier],
    }  # fmt: skip
    return render(request, "papers/print.html", context)


def _printed(request: HttpRequest, actor: Actor, kind: PaperKind, subject_id: str) -> HttpResponse:
    if kind.is_list:
        order_id = services.order_printing(actor=actor, at=timezone.now(), kind=kind.code, subjects=[subject_id])
        return redirect("papers:printing", printing_id=order_id)
    paper_id = services.print_paper(actor=actor, at=timezone.now(), kind=kind.code, subject_id=subject_id)
    messages.success(request, "已取号并生成文书，请下载后打印、签字、盖章。")
    return redirect("papers:paper", paper_id=paper_id)


@require_GET
@requires(*PRINTERS)
def order(request: HttpRequest, printing_id: UUID) -> HttpResponse:
    """How far an order is; htmx asks for the progress alone."""
    scope = actor_of(request).scope
    row = queries.get_printing(scope=scope, printing_id=printing_id)
    made = list(queries.list_papers(scope=scope).filter(printing_id=printing_id).order_by("serial"))
    work = Progress(
        title=f"生成{title_of(row.kind)}", done=len(made), total=row.total, unit="份",
        poll_url=reverse("papers:printing", args=[printing_id]),
        is_finished=row.state == PrintingState.DONE, error=row.told,
        counts=[Count("份数", len(made))] if made else (),
    )  # fmt: skip
    htmx: Any = getattr(request, "htmx", False)
    if htmx:
        answer = render(request, "ui/progress.html", {"work": work})
        if work.is_finished or work.error:
            answer["HX-Refresh"] = "true"
        return answer
    return render(
        request, "papers/printing.html", {"row": row, "work": work, "papers": made, "title": title_of(row.kind)}
    )


@require_GET
@requires(*PRINTERS)
def bundle(request: HttpRequest, printing_id: UUID) -> StreamingHttpResponse:
    """All papers of an order in one file."""
    actor = actor_of(request)
    row = queries.get_printing(scope=actor.scope, printing_id=printing_id)
    if row.file_id is None:
        raise NotFound
    file = get_file(row.file_id)
    record_read(actor, action="papers.paper_downloaded", people=row.total, purpose="打印或重印文书")
    return answer_file(file)
