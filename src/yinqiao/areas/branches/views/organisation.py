"""The page of one organisation: what it is, where it stands, every step of its path, its members, what may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.branches import errors, queries, services
from yinqiao.areas.branches.forms import PurposeForm
from yinqiao.areas.branches.rules import (
    PARTIES,
    next_state,
    next_words,
    reasons,
    side_of,
    size_hint,
    step_named,
    steps_of,
)
from yinqiao.areas.branches.tables import TONES
from yinqiao.areas.branches.types import SIGNED, Deed, Headcount, Need, Path, Side, State, Step
from yinqiao.areas.branches.views.shared import own_row
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.events.registry import label_of
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.parts import TimelineEntry

_WALKING = (State.OFFERED, State.UNDER_WAY, State.RECEIVED)


@require_GET
@requires(*PARTIES)
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation, for both sides."""
    context = _context(actor_of(request), own_row(request, organisation_id))
    return render(request, "branches/organisation.html", context)


def _context(actor: Actor, row: Any) -> dict[str, Any]:
    side, today = side_of(actor.role), timezone.localdate()
    reason = reasons().get(row.return_reason)
    known = queries.count_members(scope=actor.scope, organisation_ids=[row.pk], today=today)
    return {
        "row": row,
        "tone": TONES[row.state],
        "next_words": next_words(row.stand),
        "today": today,
        "place": places().label(row.place_no) if row.place_no else "",
        "holder": queries.find_holder(scope=actor.scope, organisation_id=row.pk),
        "reason": reason.label if reason else "",
        "steps": _steps(actor, row, side),
        "buttons": _buttons(row, side),
        "acts": _acts(row, side),
        "facts": _facts(row),
        "hint": size_hint(row.kind, row.members),
        "contact": _contact_words(row, side),
        "known": known.get(row.pk, Headcount()),
        "branches": _branches(actor, row, side),
        "below": queries.list_below(scope=actor.scope, organisation_id=row.pk),
        "timeline": _timeline(actor, row),
        "may_drop": side is Side.ENTERPRISE and next_state(State(row.state), Deed.DROP) is not None,
        "may_restore": side is Side.ENTERPRISE and next_state(State(row.state), Deed.RESTORE) is not None,
        "is_enterprise": side is Side.ENTERPRISE,
    }


def _facts(row: Any) -> list[tuple[str, str]]:
    """What is said of it, in words; what is not known is left out."""
    told = (
        ("类别", row.get_kind_display()), ("上级党组织", row.parent.name if row.parent else row.upper),
        ("党组织代码", row.code), ("活动场所", row.activity_place), ("现在的名称", row.now_name), ("现在的代码", row.now_code),
    )  # fmt: skip
    return [(label, text) for label, text in told if text]


def _contact_words(row: Any, side: Side | None) -> dict[str, Any]:
    """Whether somebody leads it, and whether this side may ask who."""
    is_theirs = side is Side.ENTERPRISE and row.state in SIGNED
    is_known = bool(row.secretary or row.phone)
    words = "由接收单位保管" if is_theirs else "已登记" if is_known else "没有登记"
    return {"role": row.get_role_display() or "负责人", "words": words, "is_open": is_known and not is_theirs}


def _branches(actor: Actor, row: Any, side: Side | None) -> list[dict[str, str]]:
    """The branches of rosters that it is, each with its members, and the way to take that word back."""
    may_unlink = side is Side.ENTERPRISE and row.state not in SIGNED
    return [
        {
            "name": name,
            "url": f"{reverse('party:members')}?{urlencode({'branch': name})}",
            "unlink_url": reverse("branches:unlink", args=[key]) if may_unlink else "",
        }
        for key, name in queries.list_roster_branches(scope=actor.scope, organisation_id=row.pk)
    ]


def _steps(actor: Actor, row: Any, side: Side | None) -> list[dict[str, Any]]:
    """The steps of the path in order: done, due or to come, and what was told of each."""
    if row.stand.path is None or row.state in (State.LISTED, State.DROPPED):
        return []
    found = queries.list_steps(scope=actor.scope, organisation_id=row.pk)
    rows = [one for one in found if one.round == row.round]
    holds = {one.code: one for one in rows}
    shown = []
    for step in steps_of(row.stand.path):
        done = holds.get(step.code)
        shown.append({
            "step": step,
            "done": done,
            "told": _told(step, done) if done else [],
            "was": [_told(step, one) for one in rows if one.code == step.code and one is not done],
            "is_due": row.state in _WALKING and step.code == row.next_step,
            "scan_url": reverse("branches:scan", args=[done.pk]) if done and done.file_id else "",
            "correct_url": reverse("branches:correct", args=[done.pk]) if done and done.side == side else "",
        })  # fmt: skip
    return shown


def _told(step: Step, done: Any) -> list[str]:
    values = {
        Need.NUMBER: done.number, Need.DONE_ON: done.done_on, Need.NAMED: done.named, Need.CODE: done.organisation_code,
        Need.NEXT_ON: done.next_on, Need.NOTE: done.note,
    }  # fmt: skip
    return [f"{step.word(need)}：{value}" for need, value in values.items() if value]


def _buttons(row: Any, side: Side | None) -> list[tuple[str, str]]:
    """What this side may do now on a page of its own, the step that is due first."""
    shown = []
    due = step_named(row.stand.path, row.next_step)
    if due and due.side is side and row.state in _WALKING:
        shown.append((f"登记：{due.label}", reverse("branches:step", args=[row.pk])))
    if side is Side.ENTERPRISE and next_state(State(row.state), Deed.CHANGE):
        shown.append(("修改", reverse("branches:change", args=[row.pk])))
    return shown


def _acts(row: Any, side: Side | None) -> list[tuple[str, str, str]]:
    """What this side may do now with one as with many: words, address, tone."""
    acts = (
        (Deed.OFFER, Side.ENTERPRISE, "提交移交", "offer", "btn-primary"),
        (Deed.WITHDRAW, Side.ENTERPRISE, "撤回", "withdraw", "btn-danger"),
        (Deed.RETURN, Side.PLACE, "退回企业", "return", "btn-danger"),
    )
    return [
        (label, reverse(f"branches:{page}"), tone)
        for deed, whose, label, page, tone in acts
        if whose is side and next_state(State(row.state), deed)
    ]


def _timeline(actor: Actor, row: Any) -> Sequence[TimelineEntry]:
    shown = []
    for event in queries.list_happenings(scope=actor.scope, organisation_id=row.pk):
        author = "，".join(part for part in (event.actor_unit, event.actor_name) if part)
        shown.append(TimelineEntry(event.occurred_on, label_of(event.type), _words(event.data), author))
    return shown


def _words(data: dict[str, Any]) -> str:
    """The codes of an event in words: path and step, or the reason of a return, and the state that was reached."""
    path = member_of(Path, data["path"]) if data.get("path") else None
    step = step_named(path, data.get("step", ""))
    reason = reasons().get(data.get("reason", ""))
    words = (path.label if path else "", step.label if step else "", reason.label if reason else "")
    return "，".join(word for word in (*words, f"现为“{State(data['state']).label}”") if word)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def contact(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Who leads it and how to reach him, in full, with a purpose, on record."""
    actor, form = actor_of(request), PurposeForm(request.POST or None)
    row = own_row(request, organisation_id)
    if side_of(actor.role) is Side.ENTERPRISE and row.state in SIGNED:
        raise errors.contact_is_theirs()
    context: dict[str, Any] = {"row": row, "form": form}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        name, phone = services.reveal_contact(
            actor=actor, at=timezone.now(), organisation_id=organisation_id, purpose=form.cleaned_data["purpose"]
        )
        context |= {"is_shown": True, "name": name, "phone": phone}
        status = 200
    answer = render(request, "branches/contact.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
