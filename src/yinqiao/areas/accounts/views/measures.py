"""Measures on an account: reset its password, end its sign-ins, take away a lost second factor, stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.forms import ReasonForm
from yinqiao.areas.accounts.types import Role
from yinqiao.areas.accounts.views.entrance import add_refusal
from yinqiao.areas.accounts.views.unit import CRUMB, looks_after_accounts
from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.ui.gates import StaffRequest


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its words, its act, whether it asks why, and who may take it (empty: who looks after accounts)."""

    title: str
    text: str
    done: str
    act: Callable[..., Any]
    asks_why: bool = False
    security_only: bool = False


MEASURES = {
    "reset-password": Measure(
        "重置密码",
        "将生成一个临时密码，只显示一次；对方登录后必须修改。第二因素不变，对方已有的登录全部退出。",
        "密码已重置。",
        services.reset_password,
    ),
    "end-sessions": Measure(
        "退出全部登录", "对方在所有设备上的登录都会退出，需要重新登录。", "已退出全部登录。", services.end_sessions
    ),
    "unlock": Measure(
        "解除登录限制", "清除该账户的登录失败记录，不必等待自动恢复。", "登录限制已解除。", services.unlock_sign_in
    ),
    "remove-second-factor": Measure(
        "移除第二因素",
        "用于手机遗失且恢复码用尽的情形。请先当面核实本人身份；移除后对方登录时须重新启用。",
        "第二因素已移除。",
        services.remove_second_factor,
        asks_why=True,
        security_only=True,
    ),
    "stop": Measure(
        "停用账户",
        "停用后对方不能登录，已有登录立即退出；授权保留。",
        "账户已停用。",
        services.stop_user,
        asks_why=True,
    ),
    "restart": Measure(
        "恢复账户",
        "恢复后对方可以重新登录，授权仍按原有期限执行。",
        "账户已恢复。",
        services.restart_user,
        asks_why=True,
    ),
}


@require_http_methods(["GET", "POST"])
@looks_after_accounts
def take_measure(request: StaffRequest, user_id: UUID, measure: str) -> HttpResponse:
    """Confirm a measure and take it."""
    chosen = MEASURES.get(measure)
    if chosen is None or (chosen.security_only and request.actor.role != Role.SECURITY_ADMIN):
        raise NotFound
    reach = queries.get_reach(actor=request.actor)
    shown = queries.get_user(reach=reach, user_id=user_id, today=timezone.localdate())
    kind: type[Form] = ReasonForm if chosen.asks_why else Form
    form = kind(request.POST) if request.method == "POST" else kind()
    if form.is_valid():
        why = {"reason": form.cleaned_data["reason"]} if chosen.asks_why else {}
        try:
            result = chosen.act(actor=request.actor, at=timezone.now(), user_id=user_id, **why)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _taken(request, shown, chosen, result)
    back = reverse("accounts:user", args=[user_id])
    context = {
        "form": form, "title": f"{chosen.title}：{shown.name}", "button": chosen.title, "text": chosen.text,
        "back": back, "is_danger": True, "crumbs": [CRUMB, (shown.name, back), (chosen.title, "")],
    }  # fmt: skip
    return render(request, "accounts/form.html", context)


def _taken(request: StaffRequest, shown: Any, chosen: Measure, result: Any) -> HttpResponse:
    """A new password is shown once; other measures return to the account with a message."""
    if chosen.act is services.reset_password:
        context = {"name": shown.name, "username": shown.username, "password": result, "user_id": shown.id}
        return render(request, "accounts/password_once.html", context)
    messages.success(request, chosen.done)
    return redirect("accounts:user", shown.id)
