"""信息来源: the list, how each does, registering one, its key, pausing and releasing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import list_open_keys
from yinqiao.areas.intake import queries, services
from yinqiao.areas.intake.forms import KeyForm, ReasonForm, SourceForm
from yinqiao.areas.intake.rules import MANAGERS
from yinqiao.areas.intake.tables import SOURCE_TONES, SourceTable
from yinqiao.areas.intake.types import MessageState, SourceState
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Figure

_BOTH = require_http_methods(["GET", "POST"])


class SourceFilter(forms.Form):
    """Filters of the sources."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *SourceState.choices()])


LIST = ListSpec(
    title="信息来源", table=SourceTable, filters=SourceFilter, unit="个", page_size=50,
    export=TableExport("信息来源", "intake.sources_exported", is_personal=False),
    empty=Empty("还没有信息来源", "公安、人社、医保、民政、医院或企业要报送变更时，先在这里登记：依据、可报送的类型和凭据。"),
)  # fmt: skip


@_BOTH
@requires(*MANAGERS)
def sources(request: HttpRequest) -> HttpResponseBase:
    """The sources of the city."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_sources(scope=scope, today=timezone.localdate())
        return found.filter(state=chosen["state"]) if chosen.get("state") else found

    return answer_list(request, LIST, load, template="intake/sources.html")


@_BOTH
@requires(*MANAGERS)
def new_source(request: HttpRequest) -> HttpResponse:
    """登记信息来源."""
    actor, today = actor_of(request), timezone.localdate()
    form = SourceForm(
        request.POST or None, types=queries.find_types(scope=actor.scope),
        keys=list_open_keys(scope=actor.scope, today=today),
    )  # fmt: skip
    page = ActPage(
        "登记信息来源", "登记", "已登记信息来源。",
        "只有登记的类型会被接收；依据到期后不再接收。报送的信息按规则核对，有矛盾的由社区核实后决定。",
    )  # fmt: skip
    shown = Shown("ui/form_page.html", _crumbs("登记"), back=lambda made: reverse("intake:source", args=[made]))
    return answer_form(
        request, page, form,
        lambda: services.register_source(actor=actor, at=timezone.now(), source=form.source()), shown,
    )  # fmt: skip


@require_GET
@requires(*MANAGERS)
def source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """One source and how it does."""
    scope, today = actor_of(request).scope, timezone.localdate()
    found = queries.get_source(scope=scope, source_id=source_id, today=timezone.localdate())
    health = queries.health_of(scope=scope, source=found, today=today)
    page = f"{reverse('intake:messages')}?source={found.pk}"
    figures = [
        Figure(one.label, health.today.get(one.value, 0), "今日", f"{page}&state={one.value}", unit="条")
        for one in (MessageState.APPLIED, MessageState.DISPUTED, MessageState.WAITING, MessageState.REFUSED)
    ]
    context = {
        "source": found, "health": health, "figures": figures, "page": page, "tone": SOURCE_TONES[found.state],
        "types": [queries.title_of(one) for one in found.types],
        "refusals": [(queries.words_of(code), count) for code, count in health.refusals.items()],
        **_crumbs(found.name),
    }  # fmt: skip
    return render(request, "intake/source.html", context)


def _crumbs(title: str) -> dict[str, Any]:
    return {"crumbs": [("信息来源", reverse("intake:sources")), (title, "")]}


@_BOTH
@requires(*MANAGERS)
def key(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """更换凭据: the one before opens nothing here with the next request."""
    actor = actor_of(request)
    found = queries.get_source(scope=actor.scope, source_id=source_id, today=timezone.localdate())
    keys = list_open_keys(scope=actor.scope, today=timezone.localdate())
    form = KeyForm(request.POST or None, keys=keys, initial={"key": str(found.key_id or "")})
    page = ActPage(
        "更换接口凭据", "更换", "已更换，原凭据从下一次请求起不能再报送。", f"“{found.name}”报送时使用的凭据。"
    )
    back = reverse("intake:source", args=[found.pk])
    shown = Shown("ui/form_page.html", {**_crumbs("更换凭据"), "back": back}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.bind_key(
            actor=actor, at=timezone.now(), source_id=source_id,
            key_id=UUID(form.cleaned_data["key"]) if form.cleaned_data["key"] else None,
        ),
        shown,
    )  # fmt: skip


@_BOTH
@requires(*MANAGERS)
def state(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """暂停, or 恢复."""
    actor = actor_of(request)
    found = queries.get_source(scope=actor.scope, source_id=source_id, today=timezone.localdate())
    is_paused = found.state == SourceState.PAUSED
    word = "恢复" if is_paused else "暂停"
    text = (
        "恢复后，本来源的信息重新接收。"
        if is_paused
        else "暂停后，本来源的信息不再接收，对方会得到说明；可以随时恢复。"
    )
    page, back = ActPage(f"{word}信息来源", word, f"已{word}。", text), reverse("intake:source", args=[found.pk])
    form = ReasonForm(request.POST or None)
    shown = Shown("ui/form_page.html", {**_crumbs(word), "back": back}, back=lambda _: back)
    wanted = SourceState.ACTIVE if is_paused else SourceState.PAUSED
    return answer_form(
        request, page, form,
        lambda: services.set_state(
            actor=actor, at=timezone.now(), source_id=source_id, state=wanted, reason=form.cleaned_data["reason"]
        ),
        shown,
    )  # fmt: skip


@_BOTH
@requires(*MANAGERS)
def release(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """核查: let go on, throw away, or take back what was applied."""
    actor = actor_of(request)
    found = queries.get_source(scope=actor.scope, source_id=source_id, today=timezone.localdate())
    form, status = ReasonForm(request.POST or None), 200
    back = reverse("intake:source", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        step = request.POST.get("step", "")
        if step in _STEPS and (asked := ask_first(request, Confirm(*_STEPS[step], back=back))):
            return asked
        try:
            done = _release(request, source_id, step, form.cleaned_data["reason"])
        except (Invalid, Conflict, Refused) as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, done)
            return redirect(back)
    health = queries.health_of(scope=actor.scope, source=found, today=timezone.localdate())
    context = {"source": found, "form": form, "health": health, "back": back, **_crumbs("核查")}
    return render(request, "intake/release.html", context, status=status)


_STEPS = {
    "release": ("恢复并办理暂存信息", "暂存的信息将按规则办理，死亡登记随即生效。", "恢复并办理"),
    "discard": ("作废暂存信息", "暂存的信息不再办理，来源保持暂停，直到您更换凭据并恢复。", "作废"),
    "undo": ("撤回已登记的死亡", "本来源停用前 24 小时内登记的死亡全部撤销，人员恢复原状态。", "撤回"),
}


def _release(request: HttpRequest, source_id: UUID, step: str, reason: str) -> str:
    actor, now = actor_of(request), timezone.now()
    if step == "undo":
        count = services.withdraw_window(actor=actor, at=now, source_id=source_id, reason=reason)
        return f"已撤回 {count} 人的死亡登记。"
    if step not in _STEPS:
        raise Invalid("intake.step_missing", "没有收到您的决定。", next_step="请返回后重新选择。")
    is_good = step == "release"
    count = services.release_source(actor=actor, at=now, source_id=source_id, is_good=is_good, reason=reason)
    return f"已恢复，办理了 {count} 条暂存信息。" if is_good else f"已作废 {count} 条暂存信息，来源保持暂停。"
