"""Enrolments as an officer handles them: whom to tell, who leaves, who takes a seat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.activities import queries, services
from yinqiao.areas.activities.forms import ToTellFilter
from yinqiao.areas.activities.rules import ORGANISERS
from yinqiao.areas.activities.tables import ToTellTable
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, chosen_uuids

TO_TELL = ListSpec(
    title="待告知的报名人员", table=ToTellTable, filters=ToTellFilter, page_size=50,
    bulk=(BulkAction("记为已告知", "activities:told", is_main=True),),
    export=TableExport("待告知的报名人员", "activities.to_tell_exported", hint=UNNAMED),
    empty=Empty("没有待告知的人员", "录取、候补、空出名额、活动取消后，要告诉的人列在这里；本人也能在长辈版看到。", picture="done"),
)  # fmt: skip


def _load(scope: Scope) -> Callable[[Mapping[str, Any]], Any]:
    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_to_tell(scope=scope)
        for name in ("to_tell", "by"):
            if value := chosen.get(name):
                found = found.filter(**{name: value})
        return found

    return load


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def to_tell(request: HttpRequest) -> HttpResponseBase:
    """Whom to tell what, whose answer is due soonest first."""
    return answer_list(request, TO_TELL, _load(actor_of(request).scope))


@require_POST
@requires(*ORGANISERS)
def told(request: HttpRequest) -> HttpResponse:
    """Those who were ticked have been told."""
    actor = actor_of(request)
    ids = chosen_uuids(request, TO_TELL, _load(actor.scope))
    done = services.mark_told(actor=actor, at=timezone.now(), enrolments=ids)
    messages.success(request, f"已记下告知 {done} 人。")
    return redirect("activities:to_tell")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def withdraw(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """Asks, then takes the person off."""
    actor = actor_of(request)
    row = queries.get_enrolment(scope=actor.scope, enrolment_id=enrolment_id)
    back = reverse("activities:of_person", args=[row.retiree_id])
    text = "退出后，名额给下一位候补；再想参加要重新报名。请先和本人确认。"
    facts = [("姓名", row.retiree.name), ("活动", row.offering.title)]
    if asked := ask_first(request, Confirm("替本人退出吗", text, "退出", back=back, facts=facts)):
        return asked
    return done(
        request, back, "已退出。",
        lambda: services.withdraw(actor=actor, at=timezone.now(), enrolment_id=enrolment_id),
    )  # fmt: skip


@require_POST
@requires(*ORGANISERS)
def answer(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """The person takes the seat, or does not."""
    actor, takes = actor_of(request), request.POST.get("takes") == "1"
    row = queries.get_enrolment(scope=actor.scope, enrolment_id=enrolment_id)
    return done(
        request, reverse("activities:of_person", args=[row.retiree_id]),
        "已录取。" if takes else "已记下放弃，名额给下一位候补。",
        lambda: services.answer(actor=actor, at=timezone.now(), enrolment_id=enrolment_id, takes=takes),
    )  # fmt: skip


def done(request: HttpRequest, back: str, words: str, act: Callable[[], object]) -> HttpResponse:
    """Back to a page, with what was done or why not."""
    try:
        act()
    except Conflict as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, words)
    return redirect(back)
