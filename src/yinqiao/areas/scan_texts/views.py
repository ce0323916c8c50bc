"""档案全文: search across the archives of an office, search within a look-up, how far the reading is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.digitised.queries import get_open_lookup
from yinqiao.areas.scan_texts import queries, services
from yinqiao.areas.scan_texts.forms import SearchForm, WordsForm
from yinqiao.areas.scan_texts.rules import LEADERS, SEARCHERS
from yinqiao.areas.scan_texts.types import Found, Hit, Tally
from yinqiao.kernel.archive_classes import class_label
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.parts import Count, Progress


def _asked(request: HttpRequest, form: forms.Form, ask: Callable[[], Found]) -> tuple[Found | None, int]:
    """What was found and the status; nothing, and why in the form, where the question was none."""
    if request.method != "POST":
        return None, 200
    if form.is_valid():
        try:
            return ask(), 200
        except Invalid as refusal:
            add_refusal(form, refusal)
    return None, 422


@require_http_methods(["GET", "POST"])
@requires(*SEARCHERS)
@sensitive_post_parameters("words")
def search(request: HttpRequest) -> HttpResponse:
    """Search across the archives that the scope keeps. What was asked for is neither in the address nor in the log."""
    actor, now = actor_of(request), timezone.now()
    purposes = queries.searchable_purposes(day=timezone.localdate(now))
    form = SearchForm(request.POST or None, purposes=purposes.values())

    def ask() -> Found:
        told = form.cleaned_data
        found = queries.search_archives(actor=actor, words=told["words"], purpose=told["purpose"], at=now)
        title = purposes[told["purpose"]].title
        record_read(actor, action="scan_texts.searched", people=found.archives, purpose=title)
        return found

    found, status = _asked(request, form, ask)
    tally = queries.get_tally(scope=actor.scope)
    context = {
        "form": form, "found": found, "hits": _shown(found), "tally": tally, "is_halted": queries.halted() is not None,
        "work": _work(tally), "may_lead": actor.role in LEADERS,
    }  # fmt: skip
    return render(request, "scan_texts/search.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(*SEARCHERS)
@sensitive_post_parameters("words")
def lookup(request: HttpRequest, lookup_id: UUID) -> HttpResponse:
    """Search within a look-up that is open now."""
    actor, now = actor_of(request), timezone.now()
    row = get_open_lookup(scope=actor.scope, viewer=actor.id, lookup_id=lookup_id, at=now)
    form = WordsForm(request.POST or None)

    def ask() -> Found:
        found = queries.search_lookup(actor=actor, words=form.cleaned_data["words"], lookup=row, at=now)
        # Of a look-up that law keeps secret the log names no person.
        person = None if row.is_secret else row.archive.retiree_id
        record_read(actor, action="scan_texts.lookup_searched", retiree_id=person, people=1, purpose="查阅中检索")
        return found

    found, status = _asked(request, form, ask)
    back = reverse("digitised:lookup", args=[lookup_id])
    context = {
        "row": row, "form": form, "found": found, "hits": _shown(found), "back": back,
        "classes": [class_label(one) for one in row.classes],
        "unread": queries.count_unread(scope=actor.scope, lookup=row),
        "crumbs": [("档案查阅", reverse("digitised:lookups")), (row.archive.archive_no, back), ("按文字查找页", "")],
    }  # fmt: skip
    return render(request, "scan_texts/lookup.html", context, status=status)


@require_GET
@requires(*SEARCHERS)
def progress(request: HttpRequest) -> HttpResponse:
    """The bar alone, asked again while something waits."""
    return render(request, "ui/progress.html", {"work": _work(queries.get_tally(scope=actor_of(request).scope))})


@require_POST
@requires(*LEADERS)
def halt(request: HttpRequest) -> HttpResponse:
    """Let the reading stand still."""
    return _turned(request, services.halt, "已停止。正在读的一份读完为止，已读的都在，可以随时继续。")


@require_POST
@requires(*LEADERS)
def resume(request: HttpRequest) -> HttpResponse:
    """Go on."""
    return _turned(request, services.resume, "已继续，从停下的地方接着读；没有读成的再试一次。")


def _turned(request: HttpRequest, act: Callable[..., None], done: str) -> HttpResponse:
    try:
        act(actor=actor_of(request), at=timezone.now())
    except Conflict as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, done)
    return redirect("scan_texts:search")


def _shown(found: Found | None) -> list[tuple[Hit, str, str]]:
    """Each hit with its material in words and where it leads: to the page where a look-up is open, else to asking for one."""
    return [(one, _material(one.scan.item), _address(one)) for one in (found.hits if found else ())]


def _material(item: Any) -> str:
    return f"{class_label(item.class_no)} {item.title or f'第{item.serial}份'}"


def _address(hit: Hit) -> str:
    if hit.lookup_id is None:
        return reverse("digitised:ask", args=[hit.scan.item.archive_id])
    return f"{reverse('digitised:page', args=[hit.lookup_id, hit.scan.pk])}?page={hit.page_no}"


def _work(tally: Tally) -> Progress:
    read, stopped = tally.with_text + tally.without + tally.failed, queries.halted()
    return Progress(
        "扫描件文字读取", done=read, total=read + tally.waiting, unit="份", poll_url=reverse("scan_texts:progress"),
        is_finished=not tally.waiting, error=f"已由 {stopped.author_name} 停止" if stopped else "",
        next_step="已经读取的可以照常检索，继续后接着读。" if stopped else "",
        counts=(
            Count("可检索的页", tally.pages), Count("没有文字层的份数", tally.without + tally.pictures),
            Count("没有读成的份数", tally.failed), Count("等待读取的份数", tally.waiting),
        ),
    )  # fmt: skip
