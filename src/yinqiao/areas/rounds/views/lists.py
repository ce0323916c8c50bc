"""Rounds at the desk: whom to visit is chosen, the round is taken, looked at, and cancelled when the telephone is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.duties.queries import list_duties
from yinqiao.areas.organisations.queries import narrow_work_list, near_label, places
from yinqiao.areas.rounds import errors, queries, services
from yinqiao.areas.rounds.forms import DueFilter, RoundFilter
from yinqiao.areas.rounds.rules import WALKERS
from yinqiao.areas.rounds.tables import ITEM_TONES, TONES, DueTable, RoundTable
from yinqiao.areas.rounds.types import RoundState
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import PurposeForm, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, chosen_uuids, with_choices

_ROUNDS = ListSpec(
    title="离线走访", table=RoundTable, filters=RoundFilter, unit="次",
    export=TableExport("离线走访", "rounds.list_exported", is_personal=False),
    empty=Empty("还没有带走过走访", "选好要走访的人，带到手机上；没有网络也能逐户登记，有网络时上传。"),
)  # fmt: skip
_CHOOSE = ListSpec(
    title="选择走访对象", table=DueTable, filters=DueFilter, page_size=50, unit="项", is_wide=True,
    bulk=(BulkAction("带到手机上", "rounds:take", is_main=True),),
    empty=Empty("没有待办的服务", "按服务标准到期的走访、问候、慰问每天早上列在这里。", picture="done"),
)  # fmt: skip
_MOST_CHOSEN = 200


@require_http_methods(["GET", "POST"])
@requires(*WALKERS)
def rounds(request: HttpRequest) -> HttpResponseBase:
    """The rounds of this office, the newest first; nobody is ranked by them."""
    scope = actor_of(request).scope
    return answer_list(
        request, _ROUNDS, lambda chosen: queries.list_rounds(scope=scope, state=chosen.get("state") or ""),
        template="rounds/rounds.html",
    )  # fmt: skip


def _load(scope: Scope) -> Callable[[Any], Any]:
    def load(chosen: Any) -> Any:
        today = timezone.localdate()
        found = list_duties(
            scope=scope, today=today, case=chosen.get("case") or "", service=chosen.get("service") or ""
        )  # fmt: skip
        return narrow_work_list(found, chosen, today)

    return load


def _spec(scope: Scope) -> ListSpec:
    inside = [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    return replace(_CHOOSE, filters=with_choices(DueFilter, places=inside))


@require_http_methods(["GET", "POST"])
@requires(*WALKERS)
def choose(request: HttpRequest) -> HttpResponseBase:
    """Whom to visit, of what is due within the scope."""
    scope = actor_of(request).scope
    limits = queries.limits_on(timezone.localdate())
    return answer_list(
        request, _spec(scope), _load(scope), template="rounds/choose.html", context={"limits": limits}
    )  # fmt: skip


@require_POST
@requires(*WALKERS)
def take(request: HttpRequest) -> HttpResponse:
    """带到手机上: asks for the purpose, then leads to the page that works without a network."""
    actor = actor_of(request)
    ids = chosen_uuids(request, _spec(actor.scope), _load(actor.scope))
    form = PurposeForm(request.POST if "purpose" in request.POST else None)
    limits = queries.limits_on(timezone.localdate())
    if len(ids) > _MOST_CHOSEN:
        raise errors.too_many(limits.most_people)
    if form.is_valid():
        try:
            made = services.take_round(
                actor=actor, at=timezone.now(), duties=ids, purpose=form.cleaned_data["purpose"]
            )  # fmt: skip
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(f"{reverse('rounds:phone')}#{made}")
    context = {"form": form, "ids": ids, "limits": limits}
    return render(request, "rounds/take.html", context, status=422 if form.is_bound else 200)


@require_GET
@requires(*WALKERS)
def one(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: when it was taken and by whom, and the receipt of each person."""
    actor = actor_of(request)
    row = queries.get_round(scope=actor.scope, round_id=round_id)
    items = queries.list_items(scope=actor.scope, round_id=round_id)
    context = {
        "round": row, "tone": TONES[row.state], "is_out": row.state == RoundState.OUT, "is_own": row.officer_id == actor.id,
        "items": [(item, name, ITEM_TONES[item.state]) for item, name in items],
        "received": sum(item.state == "received" for item, _ in items),
        "crumbs": [("离线走访", reverse("rounds:rounds")), (f"{row.day:%Y-%m-%d} 的走访", "")],
    }  # fmt: skip
    return render(request, "rounds/round.html", context)


@require_POST
@requires(*WALKERS)
def cancel(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """作废: the telephone is lost; what comes from it later is not taken in."""
    actor = actor_of(request)
    row = queries.get_round(scope=actor.scope, round_id=round_id)
    back = reverse("rounds:round", args=[row.pk])
    question = Confirm(
        "作废这次走访", "手机丢失或损坏时作废。作废后，手机上还没有上传的登记不再收；已收到的不受影响。没有上传的几户仍是待办。",
        "作废", back=back,
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.cancel_round(actor=actor, at=timezone.now(), round_id=round_id)
    messages.success(request, "已作废，这部手机以后上传的都不再收。")
    return redirect(back)
