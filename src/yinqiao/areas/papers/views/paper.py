"""One paper: what it is, its file as it was printed, the stamped pages that came back; voiding it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.papers import errors, queries, services
from yinqiao.areas.papers.forms import VoidForm
from yinqiao.areas.papers.rules import PRINTERS
from yinqiao.areas.papers.tables import STATE_TONES, title_of
from yinqiao.areas.papers.types import PaperState
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires

_VOID = ActPage(
    "作废文书", "作废", "已作废，编号保留并注明原因。",
    "编号不会再用，文件和已归档的盖章件仍可查看。如需重新出具，请重新打印取号。", True,
)  # fmt: skip


@require_GET
@requires(*PRINTERS)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One paper."""
    scope = actor_of(request).scope
    row = queries.get_paper(scope=scope, paper_id=paper_id)
    context = {
        "row": row,
        "title": title_of(row.kind),
        "tone": STATE_TONES[row.state],
        "is_void": row.state == PaperState.VOID,
        "sheets": list(queries.list_pages(scope=scope, paper_id=paper_id)),
    }
    return render(request, "papers/paper.html", context)


@require_GET
@requires(*PRINTERS)
def download(request: HttpRequest, paper_id: UUID) -> StreamingHttpResponse:
    """The file as it was printed: the same bytes and number however often it is asked for."""
    actor = actor_of(request)
    row = queries.get_paper(scope=actor.scope, paper_id=paper_id)
    file = get_file(row.file_id)
    record_read(actor, action="papers.paper_downloaded", people=row.people, purpose="打印或重印文书")
    return answer_file(file)


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def void(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """作废, with the reason."""
    actor = actor_of(request)
    row = queries.get_paper(scope=actor.scope, paper_id=paper_id)
    if row.state == PaperState.VOID:
        raise errors.already_void()
    form = VoidForm(request.POST or None)
    back = row.get_absolute_url()
    shown = Shown("papers/form.html", {"about": f"{title_of(row.kind)} {row.number}", "back": back}, lambda _: back)
    return answer_form(
        request, _VOID, form,
        lambda: services.void_paper(
            actor=actor, at=timezone.now(), paper_id=paper_id, reason=form.cleaned_data["reason"]
        ),
        shown,
    )  # fmt: skip
