"""志愿服务 in 长辈版: becoming a volunteer, tasks that one can take, what one has done. The person's alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.volunteers import queries, services
from yinqiao.areas.volunteers.forms import OwnForm
from yinqiao.areas.volunteers.rules import in_hours
from yinqiao.areas.volunteers.types import BUSY, Skill, Standing, TaskState
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree

_RECENT = 20


def _officers(actor: Actor) -> Any:
    """Whom to call."""
    if actor.scope.person is None:
        raise NotFound
    place_no = find_row(actor.scope, actor.scope.person).place_no
    return list_officers_to_call(place_no=place_no, day=timezone.localdate())[:1]


@require_GET
@requires_retiree
def volunteering(request: StaffRequest) -> HttpResponse:
    """What one has taken, what can be taken, what one has done."""
    actor, now = request.actor, timezone.now()
    officers, mine = _officers(actor), queries.get_own(scope=actor.scope)
    parts = queries.list_own_parts(scope=actor.scope)
    coming = list(parts.filter(state=Standing.TAKEN, ends_at__gt=now).order_by("starts_at"))
    gone = parts.filter(state=Standing.CANCELLED, task__starts_at__gt=now)
    taken = {one.task_id for one in coming}
    found = queries.list_own_tasks(scope=actor.scope, now=now) if mine else ()
    context = {
        "mine": mine, "coming": coming, "gone": gone, "open": [one for one in found if one.pk not in taken],
        "done": [(one, in_hours(one.minutes or 0)) for one in parts.filter(state=Standing.DONE)[:_RECENT]],
        "waits": parts.filter(state=Standing.TAKEN, ends_at__lte=now).count(),
        "hours": in_hours(queries.minutes_of(parts)), "officers": officers,
    }  # fmt: skip
    return render(request, "volunteers/own.html", context)


@require_http_methods(["GET", "POST"])
@requires_retiree
def join(request: StaffRequest) -> HttpResponse:
    """What one can do and when; who is a volunteer already changes it."""
    actor = request.actor
    officers, mine = _officers(actor), queries.get_own(scope=actor.scope)
    initial = {"skills": mine.skills, "times": mine.times} if mine else {}
    form, refusal = OwnForm(request.POST or None, initial=initial, asks_agreement=not mine), None
    if request.method == "POST" and form.is_valid():
        act = services.change_own if mine else services.sign_up_own
        try:
            act(actor=actor, at=timezone.now(), new=form.new())
        except (Invalid, Conflict, Refused) as found:
            refusal = found
        else:
            messages.success(request, "记下了。" if mine else "您是志愿者了，谢谢您。")
            return redirect("my_volunteers:volunteering")
    is_wrong = request.method == "POST"
    context = {"form": form, "mine": mine, "wrong": _wrong(form, refusal), "officers": officers}
    return render(request, "volunteers/own_join.html", context, status=422 if is_wrong else 200)


def _wrong(form: OwnForm, refusal: DomainError | None) -> list[str]:
    """What is wrong, a sentence each."""
    if refusal is not None:
        return [*refusal.fields.values()] or [_words(refusal)]
    return ["请在最下面打勾，同意以后才能登记。"] if "agrees" in form.errors else []


@require_http_methods(["GET", "POST"])
@requires_retiree
def leave(request: StaffRequest) -> HttpResponse:
    """Asks, then one is a volunteer no more."""
    officers = _officers(request.actor)
    if queries.get_own(scope=request.actor.scope) is None:
        return redirect("my_volunteers:volunteering")
    if request.method == "POST":
        services.leave_own(actor=request.actor, at=timezone.now())
        messages.success(request, "退出了。做过的服务都留着，谢谢您。")
        return redirect("my_volunteers:volunteering")
    return render(request, "volunteers/own_leave.html", {"officers": officers})


@require_http_methods(["GET", "POST"])
@requires_retiree
def task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """What is to be done, where and when. POST: one takes it, or does not come after all."""
    actor, now, refusal = request.actor, timezone.now(), None
    officers, mine = _officers(actor), queries.get_own(scope=actor.scope)
    part = queries.list_own_parts(scope=actor.scope).filter(task_id=task_id).first()
    row = queries.list_own_tasks(scope=actor.scope, now=now).filter(pk=task_id).first()
    if row is None and part is not None:
        row = part.task
    if row is None:
        raise NotFound
    has_taken = part is not None and part.state in BUSY
    if request.method == "POST":
        act = services.withdraw_own if request.POST.get("takes") == "0" else services.take_own
        try:
            act(actor=actor, at=now, task_id=task_id)
        except (Conflict, Refused) as found:
            refusal = found
        else:
            messages.success(request, "记下了，请按时来。" if act is services.take_own else "记下了，您不来。")
            return redirect("my_volunteers:volunteering")
    context = {
        "row": row, "mine": mine, "has_taken": has_taken, "wrong": _words(refusal), "officers": officers,
        "skill": Skill(row.skill).label if row.skill else "", "is_coming": row.starts_at > now and row.state == TaskState.OPEN,
    }  # fmt: skip
    return render(request, "volunteers/own_task.html", context, status=refusal.status if refusal else 200)


def _words(refusal: DomainError | None) -> str:
    """What is wrong, to be read aloud."""
    return f"{refusal.message}{refusal.next_step or ''}" if refusal else ""
