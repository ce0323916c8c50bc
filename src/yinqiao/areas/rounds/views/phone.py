"""What the telephone asks for: its page, the service worker that keeps it, the round, and the receipt of each item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yinqiao.areas.duties.queries import titles
from yinqiao.areas.duties.types import Condition, Need, Outcome, Way, case_door
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.areas.rounds import errors, queries, services
from yinqiao.areas.rounds.forms import ToldForm
from yinqiao.areas.rounds.rules import WALKERS, choices_of
from yinqiao.areas.rounds.types import Receipt, RoundState
from yinqiao.kernel.periods import age_on
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires

# All that the page needs, and all that the service worker keeps.
_SHEETS = ("shell/tokens.css", "shell/base.css", "shell/components.css", "shell/forms.css", "rounds/phone.css")
_SCRIPTS = ("rounds/sealed.js", "rounds/sync.js", "rounds/phone.js")
_STATIC = ("shell/sign.svg", *_SHEETS, *_SCRIPTS)


@require_GET
@requires(*WALKERS)
def page(request: HttpRequest) -> HttpResponse:
    """The page at the door. It holds nothing about anybody: what it shows comes from what the telephone has sealed."""
    context = {
        "outcomes": Outcome.choices(), "ways": Way.choices(), "conditions": Condition.choices(), "needs": Need.choices(),
        "kinds": _kinds(), "sheets": _SHEETS, "scripts": _SCRIPTS, "nobody": UUID(int=0),
    }  # fmt: skip
    return render(request, "rounds/phone.html", context)


def _kinds() -> Sequence[tuple[str, str]]:
    """Of what kind a matter may be that is found at the door."""
    door = case_door()
    return door.kinds(timezone.localdate()) if door else ()


@require_GET
@requires(*WALKERS)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: keeps this page and its parts of one version, and nothing else."""
    shell = [reverse("rounds:phone"), *(staticfiles_storage.url(name) for name in _STATIC)]
    source = get_template("rounds/phone.html").template.source  # type: ignore[attr-defined]
    version = sha256(json.dumps([shell, source, list(_kinds())]).encode()).hexdigest()[:12]
    text = render_to_string("rounds/worker.js", {"version": version, "shell": json.dumps(shell)})
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_GET
@requires(*WALKERS)
def carried(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The round itself, once its taker has chosen a PIN: on its day, while it is out."""
    actor, now = actor_of(request), timezone.now()
    row = queries.get_round(scope=actor.scope, round_id=round_id)
    if row.officer_id != actor.id:
        raise errors.not_found()
    if row.state != RoundState.OUT or row.day != timezone.localdate(now):
        raise errors.over("已经过了当天" if row.state == RoundState.OUT else RoundState(row.state).label)
    people = queries.list_carried(scope=actor.scope, round_id=round_id, today=row.day)
    note_people_read(
        actor=actor, at=now, people=len(people), action="rounds.read_on_phone", purpose=row.purpose
    )  # fmt: skip
    known = titles()
    return _json(
        {
            "round": str(row.pk),
            "now": now.isoformat(),
            "until": _midnight(row.day).isoformat(),
            "people": [_person(actor.scope, one, known) for one in people],
        }
    )


def _midnight(day: date) -> datetime:
    """When a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _person(scope: Scope, one: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    item, today = one["item"], timezone.localdate()
    where = "，".join(part for part in (near_label(one["place_no"], scope), one["building"], one["address"]) if part)
    return {
        "id": str(item.pk), "no": item.ordinal, "name": one["name"], "age": age_on(one["born_on"], today),
        "where": where, "phone": one["phone"],
        "services": [f"{known.get(standard, standard)}（{due_on:%m-%d} 前）" for standard, due_on in one["due"]],
    }  # fmt: skip


@require_POST
@requires(*WALKERS)
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take in what was recorded of one person; the receipt, or the reason and what may be done about it."""
    form = ToldForm(request.POST)
    if not form.is_valid():
        reason = errors.unreadable()
        return _json(_refusal(reason.code, reason.message, reason.next_step, choices_of(reason.code)), status=422)
    actor: Actor = actor_of(request)
    made = services.receive_item(actor=actor, at=timezone.now(), item_id=item_id, told=form.told())
    return _json(_answer(made))


def _answer(made: Receipt) -> dict[str, Any]:
    if made.code:
        return _refusal(made.code, made.message, made.next_step, made.choices)
    at = timezone.localtime(made.at)
    return {
        "state": made.state.value, "receipt": made.number, "at": f"{at:%Y-%m-%d %H:%M:%S}",
        "differs": made.differs, "case": made.case,
    }  # fmt: skip


def _refusal(code: str, message: str, next_step: str, choices: Any) -> dict[str, Any]:
    return {
        "state": "refused", "code": code, "message": message, "next": next_step,
        "choices": [[one.value, one.label] for one in choices],
    }  # fmt: skip


@require_POST
@requires(*WALKERS)
def end(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The telephone has wiped itself."""
    services.end_round(actor=actor_of(request), at=timezone.now(), round_id=round_id)
    return _json({"state": RoundState.ENDED.value})


def _json(told: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
