"""Pages of a seconded officer: the people of the own enterprise in this community, what was done, what is open."""

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

from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import PersonCard
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.forms import DeedForm, OpenFilter, PeopleFilter, PhoneForm
from yinqiao.areas.secondments.tables import OwnOpenTable, PersonTable
from yinqiao.areas.secondments.types import NEEDS, SECONDED, DeedKind, Right
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

PEOPLE = ListSpec(
    title="我联系的人员", table=PersonTable, filters=PeopleFilter, page_size=50,
    export=TableExport("我联系的人员", "secondments.people_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的人员", "这里列出本企业移交到这个社区、由您协助联系的退休人员。"),
)  # fmt: skip
OPEN = ListSpec(
    title="待办事项", table=OwnOpenTable, filters=OpenFilter, unit="件", page_size=50,
    export=TableExport("待办事项", "secondments.open_exported", hint=UNNAMED),
    empty=Empty("没有待办事项", "记录走访、电话时填了“还要做什么”的，列在这里。", picture="done"),
)  # fmt: skip
_NOTE = ActPage("记录走访和电话", "保存", "已保存，社区可以看到。", "以您的名义记入这位退休人员的走访记录。")
_PHONE = ActPage("更正本人电话", "更正", "已更正电话。", "只更正退休人员本人的电话；更正前的号码保留在历史记录里。")


@require_http_methods(["GET", "POST"])
@requires(SECONDED)
def people(request: HttpRequest) -> HttpResponseBase:
    """Whom the officer looks after, by name."""
    actor = actor_of(request)
    queries.get_own(scope=actor.scope)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_people(scope=actor.scope)
        name = (chosen.get("name") or "").strip()
        return found.filter(name__contains=name) if name else found

    return answer_list(request, PEOPLE, load, template="secondments/people.html")


@require_GET
@requires(SECONDED)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """One person: how to reach, what was done, the next act. Nothing else is known here."""
    actor = actor_of(request)
    own, card = queries.get_own(scope=actor.scope), get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    may_see = Right.CONTACTS in own.rights
    context = {
        "card": card, "calling": queries.calling_of(scope=actor.scope, retiree_id=retiree_id) if may_see else None,
        "deeds": queries.deeds_of_person(scope=actor.scope, retiree_id=retiree_id), "kinds": _kinds(own.rights),
        "may_phone": Right.PHONE in own.rights, "crumbs": [*_trail(card)[:1], (card.name, "")],
    }  # fmt: skip
    return render(request, "secondments/person.html", context)


def _kinds(rights: list[str]) -> list[tuple[str, str]]:
    """What may be noted."""
    return [(one.value, one.label) for one in DeedKind if one != DeedKind.PHONE and NEEDS[one] in rights]


def _trail(card: PersonCard, title: str = "") -> list[tuple[str, str]]:
    here = reverse("secondments:person", args=[card.id])
    return [("我联系的人员", reverse("secondments:people")), (card.name, here), (title, "")]


def _shown(card: PersonCard, title: str) -> Shown:
    back = reverse("secondments:person", args=[card.id])
    return Shown("ui/form_page.html", {"crumbs": _trail(card, title), "back": back}, back=lambda _: back)


@require_http_methods(["GET", "POST"])
@requires(SECONDED)
def note(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Note a visit, a call or an errand together."""
    actor = actor_of(request)
    own, card = queries.get_own(scope=actor.scope), get_person(scope=actor.scope, retiree_id=retiree_id)
    kinds = _kinds(own.rights)
    form = DeedForm(request.POST or None, kinds=kinds, initial={"occurred_on": timezone.localdate(), "kind": "visit"})

    def act() -> None:
        services.note_deed(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new())

    return answer_form(request, _NOTE, form, act, _shown(card, _NOTE.title))


@require_http_methods(["GET", "POST"])
@requires(SECONDED)
def phone(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Correct the person's phone by a proof."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form = PhoneForm(request.POST or None, initial={"lock_version": card.lock_version})

    def act() -> None:
        services.correct_phone(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new())

    return answer_form(request, _PHONE, form, act, _shown(card, _PHONE.title))


@require_http_methods(["GET", "POST"])
@requires(SECONDED)
def own_open(request: HttpRequest) -> HttpResponseBase:
    """What the officer has still to do, the soonest due first."""
    actor = actor_of(request)
    queries.get_own(scope=actor.scope)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_open(scope=actor.scope)
        return found.filter(follow_up=chosen["follow_up"]) if chosen.get("follow_up") else found

    return answer_list(request, OPEN, load)


@require_POST
@requires(SECONDED)
def close_own(request: HttpRequest, deed_id: UUID) -> HttpResponse:
    """It is done."""
    services.close_deed(actor=actor_of(request), at=timezone.now(), deed_id=deed_id)
    messages.success(request, "已办结。")
    return redirect("secondments:own_open")
