"""查阅: look-ups are asked for, answered, opened by two, read page by page; extracts that people asked of their archives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.accounts.queries import list_colleagues
from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.forms import AnswerForm, LookupFilter, LookupForm
from yinqiao.areas.digitised.rules import KEEPERS
from yinqiao.areas.digitised.tables import LOOKUP_TONES, LookupTable
from yinqiao.areas.digitised.types import LookupState, PageRef
from yinqiao.areas.digitised.views.archives import crumbs_of
from yinqiao.areas.digitised.views.batches import number_in, picture_answer
from yinqiao.kernel.archive_classes import class_label
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="档案查阅", table=LookupTable, filters=LookupFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("档案查阅登记簿", "digitised.lookups_exported", is_personal=False),
    empty=Empty("还没有查阅申请", "在档案的页面上申请查阅：两人同阅，第三人审批，逐页加水印、逐页记录。",
                "/digitised/", "去选档案"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def lookups(request: HttpRequest) -> HttpResponseBase:
    """The register of look-ups."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_lookups(scope=scope, state=chosen.get("state") or "")

    return answer_list(request, LIST, load, template="digitised/lookups.html")


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def ask(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """Ask to look into an archive."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_kept(scope=actor.scope, archive_id=archive_id)
    mates = list_colleagues(user_id=actor.id, grant_id=actor.grant_id, today=today) if actor.id else []
    purposes = list(queries.purposes_on(day=today).values())
    form = LookupForm(request.POST or None, purposes=purposes, mates=mates)
    back = reverse("digitised:archive", args=[archive_id])
    page = ActPage(
        "申请查阅", "提交申请", "已提交，等待审批。", "查阅须两人以上，由第三人审批；打开的每一页都有水印和记录，依法保密的除外，本人可以看到谁查过。",
    )  # fmt: skip
    context = {"back": back, "crumbs": crumbs_of(row, "申请查阅"), "purposes": purposes, "has_mates": bool(mates)}
    return answer_form(
        request, page, form,
        lambda: services.ask_lookup(actor=actor, at=timezone.now(), archive_id=archive_id, new=form.asked()),
        Shown("digitised/ask.html", context, back=lambda made: reverse("digitised:lookup", args=[made])),
    )  # fmt: skip


@require_GET
@requires(*KEEPERS)
def lookup(request: HttpRequest, lookup_id: UUID) -> HttpResponse:
    """One look-up: who, why, which classes, what is open now, which pages were seen."""
    actor, now = actor_of(request), timezone.now()
    row = queries.get_lookup(scope=actor.scope, lookup_id=lookup_id)
    is_viewer = actor.id in (row.first_id, row.second_id)
    runs = row.state == LookupState.APPROVED and row.until is not None and row.until > now
    is_open = runs and row.second_at is not None and is_viewer
    context = {
        "row": row, "words": queries.note_of(row), "said": queries.note_of(row, "answer_note"),
        "purpose": queries.purposes_on(day=timezone.localdate())[row.purpose],
        "state": LookupState(row.state).label, "tone": LOOKUP_TONES[row.state], "is_open": is_open,
        "is_over": row.state == LookupState.APPROVED and not runs,
        "classes": [class_label(one) for one in row.classes],
        "may_answer": row.state == LookupState.ASKED and not is_viewer,
        "must_come": runs and row.second_at is None and actor.id == row.second_id,
        "may_end": row.state in (LookupState.ASKED, LookupState.APPROVED) and (is_viewer or actor.id == row.answered_id),
        "scans": [
            (one, class_label(one.item.class_no), range(1, (one.pages or 0) + 1))
            for one in queries.list_open_scans(scope=actor.scope, lookup=row)
            if is_open and one.item
        ],
        "seen": queries.list_seen(scope=actor.scope, lookup_id=lookup_id)[:100],
        "links": ui.links_of("lookup", lookup_id),
        "crumbs": [("档案查阅", reverse("digitised:lookups")), (row.archive.archive_no, "")],
    }  # fmt: skip
    return render(request, "digitised/lookup.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def answer(request: HttpRequest, lookup_id: UUID) -> HttpResponse:
    """Let them look or not."""
    actor = actor_of(request)
    row = queries.get_lookup(scope=actor.scope, lookup_id=lookup_id)
    form, back = AnswerForm(request.POST or None), reverse("digitised:lookup", args=[lookup_id])
    purpose = queries.purposes_on(day=timezone.localdate())[row.purpose]
    page = ActPage("审批查阅", "提交", "已审批。")
    context = {
        "row": row, "words": queries.note_of(row), "purpose": purpose, "back": back,
        "classes": [class_label(one) for one in row.classes],
        "namesakes": queries.namesakes_of(scope=actor.scope, lookup=row),
        "crumbs": [("档案查阅", reverse("digitised:lookups")), (row.archive.archive_no, back), ("审批", "")],
    }  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.answer_lookup(
            actor=actor, at=timezone.now(), lookup_id=lookup_id, is_granted=form.cleaned_data["verdict"] == "yes",
            answer=form.cleaned_data["answer"],
        ),
        Shown("digitised/answer.html", context, back=lambda _: back),
    )  # fmt: skip


@require_POST
@requires(*KEEPERS)
def confirm(request: HttpRequest, lookup_id: UUID) -> HttpResponse:
    """The second is there."""
    services.confirm_present(actor=actor_of(request), at=timezone.now(), lookup_id=lookup_id)
    messages.success(request, "已确认到场，可以打开获准的类别。")
    return redirect("digitised:lookup", lookup_id=lookup_id)


@require_POST
@requires(*KEEPERS)
def end(request: HttpRequest, lookup_id: UUID) -> HttpResponse:
    """The look-up is over, or is not needed."""
    services.end_lookup(actor=actor_of(request), at=timezone.now(), lookup_id=lookup_id)
    messages.success(request, "已结束，不能再打开。还需要查阅的，请重新申请。")
    return redirect("digitised:lookup", lookup_id=lookup_id)


@require_GET
@requires(*KEEPERS)
def page(request: HttpRequest, lookup_id: UUID, scan_id: UUID) -> HttpResponse:
    """A page with the way to the one before and behind it; the picture itself is asked for by the page."""
    actor: Actor = actor_of(request)
    row = queries.get_lookup(scope=actor.scope, lookup_id=lookup_id)
    scan = queries.get_scan(scope=actor.scope, scan_id=scan_id)
    page_no, last, back = number_in(request, "page", 1), scan.pages or 0, reverse("digitised:lookup", args=[lookup_id])
    context = {
        "row": row, "scan": scan, "page_no": page_no, "last": last, "back": back,
        "label": class_label(scan.item.class_no) if scan.item else "",
        "before": page_no - 1 if page_no > 1 else 0, "behind": page_no + 1 if page_no < last else 0,
        "crumbs": [("档案查阅", reverse("digitised:lookups")), (row.archive.archive_no, back), (f"第{page_no}页", "")],
    }  # fmt: skip
    return render(request, "digitised/page.html", context)


@require_GET
@requires(*KEEPERS)
def picture(request: HttpRequest, lookup_id: UUID, scan_id: UUID) -> HttpResponse:
    """The page as a picture with its mark; noted."""
    shown = services.see_page(
        actor=actor_of(request),
        at=timezone.now(),
        lookup_id=lookup_id,
        page=PageRef(scan_id, number_in(request, "page", 1)),
    )
    return picture_answer(shown)
