"""Pages of the portal: the own certification, community, record, benefits, requests, and who looked at the record.

Each shows what the scope of one person reaches; nothing here takes an id from the address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.accounts.queries import OfficerToCall, list_officers_to_call
from yinqiao.areas.activities.queries import list_own_news, list_own_on
from yinqiao.areas.applications.queries import count_own_open, list_own_cases
from yinqiao.areas.applications.types import CaseState
from yinqiao.areas.authorisations.errors import not_within
from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.areas.authorisations.types import Sees
from yinqiao.areas.benefits.queries import list_fate_lines, list_person_benefits
from yinqiao.areas.case_results.queries import list_own_results
from yinqiao.areas.certification.queries import find_clock, list_records
from yinqiao.areas.certification.types import Entry
from yinqiao.areas.contacts.queries import list_contact_people
from yinqiao.areas.datarights.queries import list_data_requests, list_own_touches
from yinqiao.areas.datarights.types import DataRequestState
from yinqiao.areas.dues.queries import find_own
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_life.queries import find_own as find_own_branch
from yinqiao.areas.ratings.queries import grades_of_wishes
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import FIELD_LABELS, PersonCard
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.faces import app_name, can_ask
from yinqiao.platform.ui.gates import StaffRequest, requires_portal, requires_retiree
from yinqiao.shell.oversight.words import role_words
from yinqiao.shell.portal.likely import likely, others
from yinqiao.shell.portal.standing import Certification, certification_of

# What stands on the page of the own record, in this order.
_SHOWN = ("ethnic_group", "work_start_on", "retired_on", "retirement_type", "former_unit", "archive_place")
_SEALED = (("id_no", "身份证号"), ("phone", "手机"), ("address", "现在住址"), ("household_address", "户口地址"))

# How long after the community has taken somebody over the own record is looked at first.
_NEWLY = timedelta(days=60)
CASE_TONES = {
    CaseState.APPLIED: "soon", CaseState.HANDLING: "soon", CaseState.ASKED: "danger", CaseState.DONE: "good",
}  # fmt: skip


def own_card(actor: Actor) -> PersonCard:
    """The card of who is signed in."""
    if actor.scope.person is None:
        raise NotFound
    return get_person(scope=actor.scope, retiree_id=actor.scope.person)


def officers_of(card: PersonCard) -> list[OfficerToCall]:
    """Whom this person calls."""
    return list_officers_to_call(place_no=card.place_no, day=timezone.localdate())


@require_GET
@requires_portal
def home(request: StaffRequest) -> HttpResponse:
    """A greeting, whom to call, and at most six things, what is most likely needed first."""
    scope, card = request.actor.scope, own_card(request.actor)
    if scope.warrant is not None:
        return _home_of_proxy(request, card, scope.warrant)
    today = timezone.localdate()
    told = certification_of(find_clock(scope=scope, retiree_id=card.id), today)
    asked = list_data_requests(scope=scope, retiree_id=card.id, is_open=True)
    waiting = len(asked) + count_own_open(scope=scope, retiree_id=card.id)
    coming, news = list_own_on(scope=scope, at=timezone.now()), list_own_news(scope=scope, today=today)
    facts = _facts(request, card, told, waiting) | {name for name, is_so in (
        ("session_today", coming), ("news_of_activity", news)) if is_so}  # fmt: skip
    words = likely(facts, waiting, today)
    context = {"card": card, "told": told, "officers": officers_of(card)[:1], "words": words,
               "others": others(words, facts, today), "is_in_branch": "in_branch" in facts, "coming": coming, "news": news,
               "greeting": _greeting(), "place": _place_of(card)}  # fmt: skip
    return render(request, "my/home.html", context)


def _facts(request: StaffRequest, card: PersonCard, told: Certification, waiting: int) -> set[str]:
    """What is so with this person, as the rule about the home page calls it."""
    scope, today = request.actor.scope, timezone.localdate()
    found = {
        "certification_due": told.is_urgent,
        "certification_rests": told.tone == "good" and not told.is_urgent,
        "waiting": waiting > 0,
        "asked_back": waiting > 0 and _is_asked_back(request, card),
        "newly_arrived": today - card.status_on < _NEWLY,
        "member": find_own(scope=scope) is not None,
        "in_branch": find_own_branch(scope=scope) is not None,
    }
    return {name for name, is_so in found.items() if is_so}


def _is_asked_back(request: StaffRequest, card: PersonCard) -> bool:
    cases = list_own_cases(scope=request.actor.scope, retiree_id=card.id)
    return any(one.state is CaseState.ASKED for one in cases)


def _home_of_proxy(request: StaffRequest, card: PersonCard, warrant_id: UUID) -> HttpResponse:
    """For whom one acts, until when, and what lies within the limits."""
    warrant = warrant_of(warrant_id, timezone.localdate())
    waiting = count_own_open(scope=request.actor.scope, retiree_id=card.id)
    context = {"card": card, "warrant": warrant, "waiting": waiting, "officers": officers_of(card)[:1],
               "place": _place_of(card), "is_member": find_own(scope=request.actor.scope) is not None}  # fmt: skip
    return render(request, "my/home_proxy.html", context)


def _require_sees(request: StaffRequest, what: Sees) -> None:
    """Whoever acts for the person sees it by the limits alone."""
    if (warrant_id := request.actor.scope.warrant) is None:
        return
    warrant = warrant_of(warrant_id, timezone.localdate())
    if warrant is None or what not in warrant.sees:
        raise not_within()


def _greeting() -> str:
    hour = timezone.localtime().hour
    return "早上好" if 5 <= hour < 9 else "上午好" if hour < 12 else "下午好" if hour < 18 else "晚上好"


def _place_of(card: PersonCard) -> str:
    """The community by its own name; its office when nobody has been told which."""
    place = places().by_no.get(card.place_no)
    return place.name if place else "社区"


@require_GET
@requires_portal
def certification(request: StaffRequest) -> HttpResponse:
    """Until when, what to do, by whom it was done."""
    _require_sees(request, Sees.CERTIFICATION)
    scope, card = request.actor.scope, own_card(request.actor)
    told = certification_of(find_clock(scope=scope, retiree_id=card.id), timezone.localdate())
    done = [
        one
        for one in list_records(scope=scope, retiree_id=card.id)
        if one.entry == Entry.RESULT and not hasattr(one, "undone_by")
    ]
    # A face is one's own: nobody certifies here for another. Beside the button only the ways without a phone are told.
    can_begin = can_ask() and scope.warrant is None
    context = {
        "card": card, "told": told, "done": done[:5], "officers": officers_of(card)[:1], "app": app_name(),
        "can_begin": can_begin, "steps": told.steps[1:] if can_begin else told.steps,
    }  # fmt: skip
    return render(request, "my/certification.html", context)


@require_GET
@requires_portal
def community(request: StaffRequest) -> HttpResponse:
    """Which community looks after me, who there, under which number."""
    card = own_card(request.actor)
    return render(request, "my/community.html", {"card": card, "officers": officers_of(card), "place": _place_of(card)})


@require_GET
@requires_portal
def record(request: StaffRequest) -> HttpResponse:
    """What is registered: numbers masked, each with the way to say that it is wrong."""
    _require_sees(request, Sees.RECORD)
    card = own_card(request.actor)
    rows = [("姓名", card.name), ("性别", card.sex), ("出生日期", card.born_on)]
    rows += [(words, card.masked.get(name, "")) for name, words in _SEALED]
    rows += [("原企业", card.enterprise_name)]
    rows += [(FIELD_LABELS[name], card.facts[name]) for name in _SHOWN if name in card.facts]
    people = list_contact_people(scope=request.actor.scope, retiree_id=card.id)
    return render(request, "my/record.html", {"card": card, "rows": rows, "people": people})


@require_GET
@requires_retiree
def benefits(request: StaffRequest) -> HttpResponse:
    """What stays with the enterprise, and what becomes of all else that it used to give."""
    card, scope, today = own_card(request.actor), request.actor.scope, timezone.localdate()
    context = {
        "card": card, "items": list_person_benefits(scope=scope, retiree_id=card.id, today=today),
        "lines": list_fate_lines(scope=scope, retiree_id=card.id, today=today), "officers": officers_of(card)[:1],
    }  # fmt: skip
    return render(request, "my/benefits.html", context)


@require_GET
@requires_retiree
def seen(request: StaffRequest) -> HttpResponse:
    """Who opened the own record."""
    found = list_own_touches(scope=request.actor.scope, at=timezone.now())
    return render(request, "my/seen.html", {"rows": [(one, role_words(one.actor_role)) for one in found]})


@require_GET
@requires_portal
def requests(request: StaffRequest) -> HttpResponse:
    """What was applied for and asked for, and what has become of it."""
    card = own_card(request.actor)
    cases = list_own_cases(scope=request.actor.scope, retiree_id=card.id)
    said, is_own = grades_of_wishes(scope=request.actor.scope), request.actor.scope.warrant is None
    rows: list[tuple[Any, str, str]] = [
        (one, "soon" if one.state == DataRequestState.OPEN else "good", said.get(one.id, ""))
        for one in list_data_requests(scope=request.actor.scope, retiree_id=card.id)
    ]
    told = [(one, CASE_TONES.get(one.state, "neutral")) for one in cases]
    matters = list_own_results(scope=request.actor.scope, today=timezone.localdate())
    context = {
        "cases": told,
        "matters": matters,
        "rows": rows[::-1],
        "is_own": is_own,
        "officers": officers_of(card)[:1],
    }
    return render(request, "my/requests.html", context)
