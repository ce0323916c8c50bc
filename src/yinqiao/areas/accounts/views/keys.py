"""接口凭据: the keys with which a unit's own programmes read; made, shown once, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.forms import KeyFilter, NewKeyForm, ReasonForm
from yinqiao.areas.accounts.tables import KeyTable
from yinqiao.areas.accounts.types import NewKey, Role
from yinqiao.areas.accounts.views.entrance import add_refusal
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

CRUMBS = [("账户与授权", "/accounts/users/"), ("接口凭据", "/accounts/keys/")]
MAKERS = (Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN)
EMPTY = Empty(
    "还没有接口凭据",
    "本单位的程序要读取区划、移交接管指标或事件时，为它发放一个凭据：它只能看到所依授权的经办人能看到的范围，到期或收回即失效。",
)
KEYS = ListSpec(
    title="接口凭据",
    table=KeyTable,
    filters=KeyFilter,
    unit="个",
    page_size=50,
    empty=EMPTY,
    export=TableExport("接口凭据", "accounts.keys_exported", is_personal=False),
)


@require_http_methods(["GET", "POST"])
@requires(*MAKERS, Role.SECURITY_ADMIN)
def keys(request: StaffRequest) -> HttpResponseBase:
    """The keys within reach, those that no longer hold too."""
    reach, today = queries.get_reach(actor=request.actor), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        text, state = chosen.get("text") or "", chosen.get("state") or ""
        return queries.list_keys(reach=reach, today=today, text=text.strip(), state=state)

    context = {"may_make": request.actor.role in MAKERS, "crumbs": [CRUMBS[0], ("接口凭据", "")]}
    return answer_list(request, KEYS, load, template="accounts/keys.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*MAKERS)
def new_key(request: StaffRequest) -> HttpResponse:
    """Make a key, after asking; it is shown this once."""
    now, reach = timezone.now(), queries.get_reach(actor=request.actor)
    grants = queries.list_key_grants(reach=reach, today=timezone.localdate(now))
    form = NewKeyForm(request.POST or None, grants=[(one.id, one.label) for one in grants])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        labels = {str(one.id): one.label for one in grants}
        if asked := ask_first(request, _question(given, labels[given["grant"]])):
            return asked
        key = NewKey(given["name"], UUID(given["grant"]), given["valid_to"])
        try:
            token = services.make_key(actor=request.actor, at=now, key=key)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return render(request, "accounts/key_once.html", {"name": key.name, "token": token, "crumbs": CRUMBS})
    context = {"form": form, "grants": grants, "crumbs": [*CRUMBS, ("发放接口凭据", "")], "back": CRUMBS[1][1]}
    return render(request, "accounts/new_key.html", context)


def _question(given: Mapping[str, Any], label: str) -> Confirm:
    return Confirm(
        "发放接口凭据",
        "凭据只显示一次。持有凭据的程序可以读取下述授权范围内的区划、指标和事件，不能写入；每次读取事件都记入审计。",
        "确认发放",
        back=reverse("accounts:new_key"),
        facts=(("名称", given["name"]), ("所依授权", label), ("终止日期", f"{given['valid_to']:%Y-%m-%d}")),
        is_dangerous=False,
    )


@require_http_methods(["GET", "POST"])
@requires(*MAKERS, Role.SECURITY_ADMIN)
def revoke_key(request: StaffRequest, key_id: UUID) -> HttpResponse:
    """Take a key back, with the reason."""
    now, reach = timezone.now(), queries.get_reach(actor=request.actor)
    key = queries.get_key(reach=reach, key_id=key_id, today=timezone.localdate(now))
    form, back = ReasonForm(request.POST or None), reverse("accounts:keys")
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_key(actor=request.actor, at=now, key_id=key_id, reason=form.cleaned_data["reason"])
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "凭据已收回，立即生效。")
            return redirect(back)
    text = f"将收回“{key.name}”（{key.role.label} · {key.unit}）。使用它的程序从下一次请求起被拒绝，不能恢复。"
    context = {
        "form": form, "title": "收回接口凭据", "button": "确认收回", "text": text, "back": back, "is_danger": True,
        "crumbs": [*CRUMBS, ("收回", "")],
    }  # fmt: skip
    return render(request, "accounts/form.html", context)
