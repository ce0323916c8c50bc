"""去函登记: the register, one letter with its list, the letters about a person, voiding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.letters import queries, services
from yinqiao.areas.letters.forms import LetterFilter, VoidForm
from yinqiao.areas.letters.rules import PLACES, purposes, risen_to
from yinqiao.areas.letters.tables import TONES, LetterTable, mark
from yinqiao.areas.letters.types import LetterState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_people_read, note_person_opened
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="去函登记", table=LetterTable, filters=LetterFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("去函登记簿", "letters.letters_exported", is_personal=False),
    empty=Empty(
        "还没有去函", "向公安、人社、医保、民政、组织部门查询时，在这里取号、打印名单、登记复函。", "/letters/people/", "发函",
    ),
)  # fmt: skip
_RISEN = {"district": "已上升区县督办", "city": "已上升市督办"}


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def letters(request: HttpRequest) -> HttpResponseBase:
    """The letters of the scope's offices."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_letters(
            scope=actor.scope, today=today, standing=chosen.get("standing") or "", role=actor.role
        )
        if purpose := chosen.get("purpose"):
            found = found.filter(purpose=purpose)
        if number := (chosen.get("number") or "").strip():
            found = found.filter(number__contains=number)
        return found

    return answer_list(request, LIST, load, template="letters/letters.html")


@require_GET
@requires(*PLACES)
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One letter: number, office, day, and each of its people with what was answered."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_letter(scope=actor.scope, letter_id=letter_id)
    asked = list(queries.list_asked(scope=actor.scope, letter_id=letter_id))
    note_people_read(
        actor=actor, at=timezone.now(), people=len(asked), action="letters.letter_opened", purpose="查看去函名单"
    )
    services.note_answers_read(actor=actor, at=timezone.now(), letter=row)
    is_open = row.state == LetterState.OPEN
    late = _RISEN.get(risen_to(row.due_on, today, queries.rising(today)), "") if is_open else ""
    context = {
        "row": row, "purpose": purposes()[row.purpose], "state": LetterState(row.state).label, "tone": TONES[row.state],
        "asked": [(one, mark(one)) for one in asked], "is_open": is_open, "today": today, "late": late,
        "place": near_label(row.place_no, actor.scope), "may_void": is_open and all(not one.answer for one in asked),
        "crumbs": [("去函登记", reverse("letters:letters")), (row.number, "")],
    }  # fmt: skip
    return render(request, "letters/letter.html", context)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def void(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """作废: the number stays with the reason."""
    actor = actor_of(request)
    row = queries.get_letter(scope=actor.scope, letter_id=letter_id)
    form, back = VoidForm(request.POST or None), reverse("letters:letter", args=[letter_id])
    page = ActPage(
        "作废去函", "作废", "已作废，函号保留。", "作废后不再等待答复，函号和原因保留备查；还要查询的请重新发函。", is_dangerous=True
    )  # fmt: skip
    crumbs = [("去函登记", reverse("letters:letters")), (row.number, back), ("作废", "")]
    shown = Shown("letters/form.html", {"back": back, "crumbs": crumbs}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.void_letter(
            actor=actor, at=timezone.now(), letter_id=letter_id, reason=form.cleaned_data["reason"]
        ),
        shown,
    )  # fmt: skip


@require_GET
@requires(*PLACES)
def of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """The letters about one person, and the ways to write another."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)
    context = {
        "card": card, "crumbs": crumbs_of(actor, card, "去函"), "purposes": purposes().values(),
        "rows": [(one, purposes()[one.purpose].title, mark(one)) for one in rows],
    }  # fmt: skip
    return render(request, "letters/of_person.html", context)
