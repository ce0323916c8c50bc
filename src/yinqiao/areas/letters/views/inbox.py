"""来函: what is addressed to an office, for its own officers: the list, one letter, its paper, the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.letters import queries, services
from yinqiao.areas.letters.forms import InboxFilter, OnlineForm
from yinqiao.areas.letters.rules import OFFICERS, purposes
from yinqiao.areas.letters.tables import TONES, InboxTable, mark
from yinqiao.areas.letters.types import LetterState
from yinqiao.areas.letters.views.replies import chosen_of
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="来函", table=InboxTable, filters=InboxFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("来函清单", "letters.inbox_exported", is_personal=False),
    empty=Empty("没有发给本单位的函", "社区、街道、区县和市发给本单位的函列在这里，可以打印名单、网上答复。", picture="done"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*OFFICERS)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """The letters to the own office."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_letters(scope=scope, today=today, standing=chosen.get("standing") or "")
        number = (chosen.get("number") or "").strip()
        return found.filter(number__contains=number) if number else found

    return answer_list(request, LIST, load, template="letters/inbox.html")


@require_GET
@requires(*OFFICERS)
def addressed(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One letter: what is asked on what basis, until when, about whom, and what was answered."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_letter(scope=actor.scope, letter_id=letter_id)
    asked = list(queries.list_asked(scope=actor.scope, letter_id=letter_id))
    note_people_read(
        actor=actor, at=timezone.now(), people=len(asked), action="letters.inbox_opened", purpose="查看来函名单"
    )
    context = {
        "row": row, "purpose": purposes()[row.purpose], "state": LetterState(row.state).label, "tone": TONES[row.state],
        "asked": [(one, mark(one)) for one in asked], "is_open": row.state == LetterState.OPEN, "today": today,
        "crumbs": [("来函", reverse("letters:inbox")), (row.number, "")],
    }  # fmt: skip
    return render(request, "letters/addressed.html", context)


@require_GET
@requires(*OFFICERS)
def own_paper(request: HttpRequest, letter_id: UUID) -> StreamingHttpResponse:
    """The letter with its list as it was printed, numbers of identity and all; noted."""
    actor = actor_of(request)
    row = queries.get_letter(scope=actor.scope, letter_id=letter_id)
    file_id = queries.find_paper_file(scope=actor.scope, letter_id=letter_id)
    if file_id is None:
        raise NotFound("letters.no_paper", "这份函没有生成函件。")
    file = get_file(file_id)
    note_people_read(
        actor=actor, at=timezone.now(), people=row.people, action="letters.inbox_printed", purpose="打印来函和名单"
    )
    return answer_file(file)


@require_http_methods(["GET", "POST"])
@requires(*OFFICERS)
def answer(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The answer for the people who were ticked, for all who wait where none was; a fact for one alone."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_letter(scope=actor.scope, letter_id=letter_id)
    asked, back = chosen_of(request, row), reverse("letters:addressed", args=[letter_id])
    purpose = purposes()[row.purpose]
    form = OnlineForm(request.POST or None, request.FILES or None, purpose=purpose, one=len(asked) == 1)
    page = ActPage("答复来函", "提交答复", f"已答复 {len(asked)} 人，发函单位可以看到。")
    crumbs = [("来函", reverse("letters:inbox")), (row.number, back), ("答复", "")]
    context = {"row": row, "purpose": purpose, "asked": asked, "back": back, "tells": bool(form.told), "crumbs": crumbs}

    def act() -> None:
        services.answer_online(
            actor=actor, at=timezone.now(), letter_id=letter_id, asked=[one.pk for one in asked],
            reply=form.answered_on(today),
        )  # fmt: skip

    return answer_form(request, page, form, act, Shown("letters/answer.html", context, back=lambda _: back))
