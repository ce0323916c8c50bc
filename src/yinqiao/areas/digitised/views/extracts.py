"""档案摘录: what people asked of their own archives, and which pages they are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.forms import CertifyForm, ExtractFilter, ExtractForm, LoanFilter, LoanForm, ReturnForm
from yinqiao.areas.digitised.rules import KEEPERS, SEALERS
from yinqiao.areas.digitised.tables import ExtractTable, LoanTable
from yinqiao.areas.digitised.types import ExtractState
from yinqiao.areas.digitised.views.archives import crumbs_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Progress, Step
from yinqiao.platform.ui.polling import answer_progress, asks_progress

LIST = ListSpec(
    title="档案摘录申请", table=ExtractTable, filters=ExtractFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("档案摘录申请", "digitised.extracts_exported", hint=UNNAMED),
    empty=Empty("没有档案摘录申请", "退休人员在长辈版申请查看本人档案的某些材料时，列在这里答复。", picture="done"),
)  # fmt: skip
LOANS = ListSpec(
    title="档案借阅", table=LoanTable, filters=LoanFilter, unit="卷", page_size=50, is_wide=True,
    export=TableExport("档案借阅登记簿", "digitised.loans_exported", is_personal=False),
    empty=Empty("没有借出的档案", "在档案的页面上登记借出：须有介绍信和批准，到期未还的提示催还。", "/digitised/", "去选档案"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def extracts(request: HttpRequest) -> HttpResponseBase:
    """What was asked."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_extracts(scope=scope, state=chosen.get("state") or "")

    return answer_list(request, LIST, load)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def answer(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """Give pages or say why not."""
    actor = actor_of(request)
    row = queries.get_extract(scope=actor.scope, extract_id=extract_id)
    pages = queries.list_givable_pages(scope=actor.scope, archive_id=row.archive_id, day=timezone.localdate())
    form, back, work = ExtractForm(request.POST or None, pages=pages), reverse("digitised:extracts"), _work(row)
    if asks_progress(request):
        return answer_progress(request, work)
    page = ActPage("答复档案摘录", "提交答复", "已答复，本人可以看到。")
    context = {
        "row": row, "words": queries.note_of(row), "said": queries.note_of(row, "answer_note"), "back": back,
        "state": ExtractState(row.state).label, "is_open": row.state == ExtractState.ASKED, "has_pages": bool(pages),
        "work": work, "is_certified": queries.is_certified(scope=actor.scope, extract=row),
        "may_certify": _may_certify(actor, row, work),
        "crumbs": [("档案摘录申请", back), (row.archive.archive_no, "")],
    }  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.answer_extract(
            actor=actor, at=timezone.now(), extract_id=extract_id, pages=form.chosen(),
            answer=form.cleaned_data["answer"],
        ),
        Shown("digitised/extract.html", context, back=lambda _: back),
    )  # fmt: skip


def _may_certify(actor: Actor, row: Any, work: Progress) -> bool:
    is_waiting = not work.is_finished and not work.error
    may = actor.role in SEALERS and actor.id != row.answered_id
    return bool(row.state == ExtractState.GRANTED and may and not is_waiting)


def _work(row: Any) -> Progress:
    """How far the sealed paper is that the worker makes; finished where none is made."""
    steps = (
        Step("核对后提交", "done"), Step("逐页绘制，合成一份 PDF", "failed" if row.making_told else "now"),
        Step("编号、用印、登记"),
    )  # fmt: skip
    return Progress(
        "制作盖章件", steps, poll_url=reverse("digitised:extract", args=[row.pk]), is_finished=row.making_since is None,
        error=row.making_told,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*SEALERS)
def certify(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """The pages that were given become a paper with the seal."""
    actor = actor_of(request)
    row = queries.get_extract(scope=actor.scope, extract_id=extract_id)
    form, back = CertifyForm(request.POST or None), reverse("digitised:extract", args=[extract_id])
    page = ActPage(
        "制作盖章件", "核对无误，用印", "已提交，正在制作盖章件；制成后记入用印登记，本人在“我的证明”下载。",
        f"把提供的 {row.pages.count()} 页合成一份 PDF，写明“经核对与原件一致”并加盖电子印章；没有电子印章的，打印后盖章。",
    )  # fmt: skip
    crumbs = [("档案摘录申请", reverse("digitised:extracts")), (row.archive.archive_no, back), ("盖章件", "")]
    return answer_form(
        request, page, form,
        lambda: services.certify_extract(
            actor=actor, at=timezone.now(), extract_id=extract_id, is_compared=form.cleaned_data["is_compared"],
            address=request.build_absolute_uri(reverse("verify:ask")),
        ),
        Shown("digitised/form.html", {"back": back, "crumbs": crumbs}, back=lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def loans(request: HttpRequest) -> HttpResponseBase:
    """The register of loans."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_loans(scope=scope, today=today, standing=chosen.get("standing") or "")

    return answer_list(request, LOANS, load)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def lend(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """The original goes out."""
    actor = actor_of(request)
    row = queries.get_kept(scope=actor.scope, archive_id=archive_id)
    form, back = LoanForm(request.POST or None), reverse("digitised:archive", args=[archive_id])
    page = ActPage(
        "借出原件",
        "登记借出",
        "已登记借出。",
        "能查阅扫描件的不借原件。借出须有介绍信，经负责人批准，两人取送，按期归还。",
    )
    shown = Shown("digitised/form.html", {"back": back, "crumbs": crumbs_of(row, "借出原件")}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.lend_original(actor=actor, at=timezone.now(), archive_id=archive_id, new=form.loan()), shown,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def take_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """The original is back."""
    actor = actor_of(request)
    row = queries.get_loan(scope=actor.scope, loan_id=loan_id)
    form, back = ReturnForm(request.POST or None), reverse("digitised:loans")
    page = ActPage("登记归还", "登记归还", "已登记归还。", "请逐页清点后登记；有缺损的写明，并向借阅单位追回。")
    crumbs = [("档案借阅", back), (row.archive.archive_no, "")]
    shown = Shown("digitised/form.html", {"back": back, "crumbs": crumbs}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.take_back_original(
            actor=actor, at=timezone.now(), loan_id=loan_id, words=form.cleaned_data.get("words", "")
        ),
        shown,
    )  # fmt: skip
