"""What a manager does with a sandbox: opens it, gives another key, clears, sends again, ends."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.sandbox import queries, services
from yinqiao.areas.sandbox.forms import KeyForm, SandboxForm
from yinqiao.areas.sandbox.rules import MANAGERS
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.ui.act_page import ActPage, actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_NEW = ActPage(
    "登记试用对接", "登记并发放试用凭据", "",
    "对方得到一个试用凭据和十名虚构人员，用与正式对接相同的地址、检查和回执试用。无论报送什么，都碰不到真实人员，也不进入任何名单和统计。",
)  # fmt: skip
_KEY = ActPage("换发试用凭据", "换发", "", "原凭据从下一次请求起失效；已收到的试用信息保留。")


@_BOTH
@requires(*MANAGERS)
def new_sandbox(request: HttpRequest) -> HttpResponse:
    """登记试用对接; its key is shown this once."""
    form, status = SandboxForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                no, token = services.open_sandbox(actor=actor_of(request), at=timezone.now(), sandbox=form.sandbox())
            except DomainError as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                return _once(request, no, token)
    crumbs = [("试用对接", reverse("sandbox:sandboxes")), ("登记", "")]
    context = {"page": _NEW, "form": form, "crumbs": crumbs, "back": crumbs[0][1]}
    return render(request, "ui/form_page.html", context, status=status)


@_BOTH
@requires(*MANAGERS)
def key(request: HttpRequest, no: str) -> HttpResponse:
    """换发试用凭据; it is shown this once."""
    actor, now = actor_of(request), timezone.now()
    row = queries.get_sandbox(scope=actor.scope, no=queries.read_no(no), today=timezone.localdate(now))
    form, status, back = KeyForm(request.POST or None), 200, reverse("sandbox:sandbox", args=[no])
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                token = services.renew_key(actor=actor, at=now, no=row.no, valid_to=form.cleaned_data["valid_to"])
            except DomainError as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                return _once(request, row.no, token)
    crumbs = [("试用对接", reverse("sandbox:sandboxes")), (row.name, back), ("换发凭据", "")]
    context = {"page": _KEY, "form": form, "crumbs": crumbs, "back": back}
    return render(request, "ui/form_page.html", context, status=status)


def _once(request: HttpRequest, no: int, token: str) -> HttpResponse:
    row = queries.get_sandbox(scope=actor_of(request).scope, no=no, today=timezone.localdate())
    return render(request, "sandbox/key_once.html", {"row": row, "token": token})


_ASKED = {
    "clear": ("清空试用信息", "收到的试用信息和回执全部删除，十名虚构人员恢复到最初状态；凭据继续有效。", "确认清空"),
    "replay": (
        "清空后重放",
        "十名虚构人员恢复到最初状态，已接收的试用信息按原来的次序、原来的编号重新办理，得到新的回执。",
        "确认重放",
    ),
    "end": (
        "结束试用对接",
        "试用凭据立即失效，虚构人员、试用信息和回执全部删除，不能恢复；需要时可以另行登记。",
        "确认结束",
    ),
}


@require_POST
@requires(*MANAGERS)
def step(request: HttpRequest, no: str, step: str) -> HttpResponse:
    """Clear, clear and tell again, or end; each is asked first."""
    if step not in _ASKED:
        raise Http404
    actor, now, back = actor_of(request), timezone.now(), reverse("sandbox:sandbox", args=[no])
    row = queries.get_sandbox(scope=actor.scope, no=queries.read_no(no), today=timezone.localdate(now))
    title, text, button = _ASKED[step]
    facts = (("单位", row.name), ("来源标识", row.code))
    question = Confirm(title, text, button, back=back, facts=facts, is_dangerous=step != "replay")
    if asked := ask_first(request, question):
        return asked
    if step == "end":
        services.end_sandbox(actor=actor, at=now, no=row.no)
        messages.success(request, "试用对接已结束，凭据已失效。")
    else:
        is_again = step == "replay"
        count = services.clear_sandbox(actor=actor, at=now, no=row.no, is_told_again=is_again)
        messages.success(request, f"已重放 {count} 条试用信息。" if is_again else f"已清空 {count} 条试用信息。")
    return redirect(back)


@require_POST
@requires(*MANAGERS)
def again(request: HttpRequest, no: str, message_id: UUID) -> HttpResponse:
    """再送一次, under a number of its own."""
    receipt = services.tell_again(
        actor=actor_of(request), at=timezone.now(), no=queries.read_no(no), message_id=message_id
    )
    messages.success(request, f"已再送一次，结果：{receipt.state.label}。")
    return redirect("sandbox:message", no=no, message_id=receipt.no)


@require_POST
@requires(*MANAGERS)
def decide(request: HttpRequest, no: str, message_id: UUID, step: str) -> HttpResponse:
    """采用 or 不采用, in the stead of the community officer whom a sandbox has not."""
    if step not in ("take", "refuse"):
        raise Http404
    is_taken = step == "take"
    services.decide(
        actor=actor_of(request), at=timezone.now(), no=queries.read_no(no), message_id=message_id, is_taken=is_taken
    )
    messages.success(request, "已采用，对方在回执中看到结果。" if is_taken else "已记为不采用，对方在回执中看到原因。")
    return redirect("sandbox:message", no=no, message_id=message_id)
