"""What an officer of a department does: tell by hand, take back what the own office told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.departments import errors, queries, services
from yinqiao.areas.departments.forms import TakeBackForm, TellForm
from yinqiao.areas.departments.rules import OFFICERS, may_take_back
from yinqiao.areas.intake.queries import get_message
from yinqiao.areas.intake.types import inward_types
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first, wants_to_mend
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_TAKE_BACK = ActPage(
    "撤回信息", "撤回", "",
    "撤回后，这条信息带来的登记变化一并恢复；此后登记又有变动的，由社区核实后决定。撤回也有回执。",
)  # fmt: skip


@_BOTH
@requires(*OFFICERS)
def tell(request: HttpRequest) -> HttpResponse:
    """Choose the type, write what there is to tell; what is wrong stands beside its field, and nothing was kept."""
    actor, today = actor_of(request), timezone.localdate()
    source = queries.get_own_source(scope=actor.scope, today=today)
    types = queries.list_types(scope=actor.scope, today=today)
    wanted = request.GET.get("type", types[0].code if types else "")
    kind = next((one for one in types if one.code == wanted), None)
    if kind is None and wanted:
        raise Http404
    form = TellForm(request.POST or None, kind=kind, today=today) if kind else None
    status = 200
    if request.method == "POST" and form is not None and not wants_to_mend(request):
        status = 422
        if form.is_valid():
            if asked := _asked_again(request, form, source.name):
                return asked
            try:
                return _told(request, actor, form)
            except (Invalid, Conflict, Refused) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
    context = {"form": form, "source": source, "kind": kind, "types": types}
    return render(request, "departments/tell.html", context, status=status)


def _asked_again(request: HttpRequest, form: TellForm, office: str) -> HttpResponse | None:
    """What reaches far is repeated as it was typed, with what follows from it; nothing was kept so far."""
    text = queries.warning_of(form.kind.code, form.today)
    if not text:
        return None
    return ask_first(request, Confirm(
        f"确认报送：{form.kind.title}", text, "确认报送", back=reverse("departments:messages"),
        facts=[*form.repeated(), ("报送单位", office)], is_kept=True,
    ))  # fmt: skip


def _told(request: HttpRequest, actor: Actor, form: TellForm) -> HttpResponse:
    made = services.tell_by_hand(actor=actor, at=timezone.now(), kind=form.kind.code, data=form.told())
    messages.success(request, f"已报送，结果：{made.state.label}。回执在下面。")
    return redirect("departments:message", made.no)


@_BOTH
@requires(*OFFICERS)
def take_back(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """撤回: with the reason, after asking."""
    actor = actor_of(request)
    found = get_message(scope=actor.scope, message_id=message_id)
    known, back = inward_types().get(found.row.type), reverse("departments:message", args=[message_id])
    if known is None or not may_take_back(found.row.state, is_withdrawal=known.is_withdrawal):
        raise errors.not_possible()
    form, status = TakeBackForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts = (("类型", found.title), ("撤回原因", form.cleaned_data["reason"]))
            if asked := ask_first(request, Confirm("撤回信息", _TAKE_BACK.text, "确认撤回", back=back, facts=facts)):
                return asked
            made = services.take_back(
                actor=actor, at=timezone.now(), message_id=message_id, reason=form.cleaned_data["reason"]
            )
            messages.success(request, f"已报送撤回，结果：{made.state.label}。")
            return redirect(back)
    crumbs = [("已报信息", reverse("departments:messages")), ("一条信息", back), ("撤回", "")]
    context = {"page": _TAKE_BACK, "form": form, "crumbs": crumbs, "back": back}
    return render(request, "ui/form_page.html", context, status=status)
