"""An enterprise's officer tells of a benefit of one person, that it ended, and takes either back; each with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.benefits import errors, queries, services
from yinqiao.areas.benefits.forms import EndForm, TakeBackForm, TellForm, WhichForm
from yinqiao.areas.benefits.rules import TELLERS
from yinqiao.areas.benefits.types import CHANGED, ENDED, GRANTED
from yinqiao.areas.intake.queries import words_of
from yinqiao.areas.intake.types import MessageState
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_TELL = ActPage(
    "告知待遇", "告知", "已收到告知，结果和回执在下面。",
    "告知后社区在本人页面上看到。与协议约定不同的，由社区核实后决定，结果在回执页。",
)  # fmt: skip
_END = ActPage(
    "告知待遇停止", "告知停止", "已收到告知，结果和回执在下面。",
    "待遇由企业发放和停止；系统不自行停止任何待遇。有误的可以撤回。",
)  # fmt: skip
_TAKE_BACK = ActPage(
    "撤回告知", "撤回", "", "撤回后，此前的待遇恢复原样，本人的变动经过看得到。此后又有变更或停止的，由社区核实后决定。",
)  # fmt: skip
TONES = {"applied": "good", "disputed": "soon", "waiting": "accent", "held": "danger", "refused": "danger"}


def _told_before(request: HttpRequest, actor: Actor, retiree_id: UUID) -> Mapping[str, Any]:
    """What was told of the benefit that the address names, to begin with."""
    row = queries.find_told(scope=actor.scope, retiree_id=retiree_id, told=request.GET.get("told", ""))
    names = ("amount", "rhythm", "in_kind", "until")
    return {"item": row.item_no, "benefit": row.kind, **{one: getattr(row, one) for one in names}} if row else {}


def _answer(request: HttpRequest, retiree_id: UUID, page: ActPage, shape: type[WhichForm], kind: str) -> HttpResponse:
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    queries.get_own_source(scope=actor.scope)
    items = queries.list_items_named(scope=actor.scope, retiree_id=retiree_id)
    form = shape(request.POST or None, items=items, initial=_told_before(request, actor, retiree_id))
    shown = Shown(
        "ui/person_act.html", {"card": card, "crumbs": crumbs_of(actor, card, page.title)},
        back=lambda made: reverse("benefits:receipt", args=[getattr(made, "no", "")]),
    )  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.tell_by_hand(
            actor=actor, at=timezone.now(), retiree_id=retiree_id, kind=kind, told=form.told()
        ),
        shown,
    )  # fmt: skip


@_BOTH
@requires(*TELLERS)
def tell(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """告知待遇: what the person gets; begun from something told before it is a change of that."""
    kind = CHANGED if request.GET.get("told") else GRANTED
    return _answer(request, retiree_id, _TELL, TellForm, kind)


@_BOTH
@requires(*TELLERS)
def end(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """告知待遇停止: from which day on, and why."""
    return _answer(request, retiree_id, _END, EndForm, ENDED)


@require_GET
@requires(*TELLERS)
def receipt(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message about a benefit: what it said, masked, what became of it, its receipt."""
    actor = actor_of(request)
    found, may_take_back = queries.get_receipt(actor=actor, scope=actor.scope, message_id=message_id)
    if found.facts:
        note_people_read(
            actor=actor, at=timezone.now(), people=1, action="benefits.receipt_opened", purpose="查看本企业所告知的待遇"
        )
    row = found.row
    context = {
        "view": found, "row": row, "tone": TONES.get(row.state, "neutral"), "state": MessageState(row.state).label,
        "reason": words_of(row.reason), "may_take_back": may_take_back, "digest": bytes(row.digest).hex(),
        "crumbs": [("告知的待遇", "")],
    }  # fmt: skip
    return render(request, "benefits/receipt.html", context)


@_BOTH
@requires(*TELLERS)
def take_back(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """撤回: with the reason, after asking."""
    actor = actor_of(request)
    found, may_take_back = queries.get_receipt(actor=actor, scope=actor.scope, message_id=message_id)
    if not may_take_back:
        raise errors.not_possible()
    back, form, status = reverse("benefits:receipt", args=[message_id]), TakeBackForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            facts = (("类型", found.title), ("撤回原因", reason))
            if asked := ask_first(request, Confirm("撤回告知", _TAKE_BACK.text, "确认撤回", back=back, facts=facts)):
                return asked
            made = services.take_back(actor=actor, at=timezone.now(), message_id=message_id, reason=reason)
            messages.success(request, f"已撤回，结果：{made.state.label}。")
            return redirect(back)
    crumbs = [("告知的待遇", back), ("撤回", "")]
    context = {"page": _TAKE_BACK, "form": form, "crumbs": crumbs, "back": back}
    return render(request, "ui/form_page.html", context, status=status)
