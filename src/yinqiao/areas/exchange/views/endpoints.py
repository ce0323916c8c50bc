"""事件推送: where events are sent to, how each endpoint fares, and what its administrator may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.accounts.queries import get_reach, list_keys
from yinqiao.areas.accounts.types import KeyState, Role
from yinqiao.areas.exchange import queries, services
from yinqiao.areas.exchange.forms import EndpointFilter, EndpointForm, LetterFilter
from yinqiao.areas.exchange.tables import TONES, EndpointTable, LetterTable, duration_words, outcome_words
from yinqiao.areas.exchange.types import EndpointRow, EndpointState, NewEndpoint, PauseReason
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

KEEPERS = (Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN)
LIST = ListSpec(
    title="事件推送", table=EndpointTable, filters=EndpointFilter, unit="个", page_size=50, is_wide=True,
    export=TableExport("事件推送接收地址", "exchange.endpoints_exported", is_personal=False),
    empty=Empty(
        "还没有接收地址",
        "本单位的程序要在事情发生后马上知道时，在这里登记它的接收地址：系统把凭据范围内的事件签名后推送过去，只有编号和代码。",
    ),
)  # fmt: skip
LETTERS = ListSpec(
    title="未送达的事件", table=LetterTable, filters=LetterFilter, unit="条", page_size=50,
    export=TableExport("未送达的事件", "exchange.letters_exported", is_personal=False),
    empty=Empty("没有未送达的事件", "接收程序反复拒收某一条事件时，会列在这里，其后的事件照常推送。", picture="done"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def endpoints(request: StaffRequest) -> HttpResponseBase:
    """The endpoints within reach, those that have ended too."""
    reach, now = get_reach(actor=request.actor), timezone.now()

    def load(chosen: Mapping[str, Any]) -> Any:
        text, standing = chosen.get("text") or "", chosen.get("standing") or ""
        return queries.list_endpoints(reach=reach, at=now, text=text.strip(), standing=standing)

    return answer_list(request, LIST, load, template="exchange/endpoints.html")


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def register(request: StaffRequest) -> HttpResponse:
    """登记接收地址, after asking; its secret is shown this once."""
    now, reach = timezone.now(), get_reach(actor=request.actor)
    keys = list_keys(reach=reach, today=timezone.localdate(now), state=KeyState.IN_FORCE)
    labels = {str(one.id): f"{one.name}（{one.role_label} · {one.unit}）" for one in keys}
    form = EndpointForm(request.POST or None, keys=list(labels.items()))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            if asked := ask_first(request, _question(given, labels[given["key"]])):
                return asked
            new = NewEndpoint(given["name"], UUID(given["key"]), given["url"], given["types"], given["from_start"])
            try:
                made, secret = services.register_endpoint(actor=request.actor, at=now, endpoint=new)
            except DomainError as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                return _secret_once(request, made, new.name, secret)
    context = {"form": form, "has_keys": bool(keys), "back": reverse("exchange:endpoints")}
    return render(request, "exchange/register.html", context, status=status)


def _question(given: Mapping[str, Any], label: str) -> Confirm:
    return Confirm(
        "登记接收地址",
        "凭据范围内的事件将推送到这个地址，只有编号和代码，没有姓名、证件号码、电话和住址；每次推送都记入审计。签名密钥只显示一次。",
        "确认登记",
        back=reverse("exchange:register"),
        facts=(
            ("用途", given["name"]), ("接口凭据", label), ("接收地址", given["url"]),
            ("事件类型", "、".join(given["types"]) or "全部"), ("从头推送", "是" if given["from_start"] else "否"),
        ),
        is_dangerous=False,
    )  # fmt: skip


def _secret_once(request: StaffRequest, endpoint_id: UUID, name: str, secret: str) -> HttpResponse:
    context = {"name": name, "secret": secret, "back": reverse("exchange:endpoint", args=[endpoint_id])}
    return render(request, "exchange/secret_once.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def endpoint(request: StaffRequest, endpoint_id: UUID) -> HttpResponseBase:
    """How one endpoint fares: what waits, what failed and why, the newest messages, what was refused."""
    reach, now = get_reach(actor=request.actor), timezone.now()
    row = queries.get_endpoint(reach=reach, endpoint_id=endpoint_id, at=now)

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_letters(reach=reach, endpoint_id=endpoint_id, state=chosen.get("state") or "")

    sent = queries.list_messages(reach=reach, endpoint_id=endpoint_id, limit=20)
    context = {
        "row": row, "tone": TONES[row.standing], "why": _why(row), "waits": duration_words(row.lag_seconds),
        "last": outcome_words(row.last_code) if row.last_tried_at else "",
        "failures": queries.list_failures(reach=reach, endpoint_id=endpoint_id, today=timezone.localdate(now)),
        "messages_sent": [(one, outcome_words(one.code) if one.ended_at or one.code else "") for one in sent],
        "types": "、".join(row.types), "is_live": row.state != EndpointState.ENDED,
        "is_paused": row.state == EndpointState.PAUSED, "now": now,
    }  # fmt: skip
    return answer_list(request, LETTERS, load, template="exchange/endpoint.html", context=context)


def _why(row: EndpointRow) -> str:
    return next((one.label for one in PauseReason if one.value == row.pause_reason), "")


_ASKED: Mapping[str, tuple[str, str, str]] = {
    "end": (
        "结束推送",
        "不再向这个地址推送任何事件，不能恢复；已送达的记录保留。只是暂时停用的，请选择“暂停”。",
        "确认结束",
    ),
    "rotate": (
        "更换签名密钥",
        "新密钥只显示一次。此后四十八小时内，每条消息同时用新旧两个密钥签名，请在此期间更换接收程序的配置。",
        "确认更换",
    ),
}
_DONE = {
    "pause": "已暂停，位置已保留；恢复后从这里继续。",
    "resume": "已恢复，从原来的位置继续推送。",
    "end": "已结束推送。",
    "test": "已请求发送测试消息，结果几秒后显示在“最近的消息”中。",
}
_ACTS = {
    "pause": services.pause_endpoint,
    "resume": services.resume_endpoint,
    "end": services.end_endpoint,
    "test": services.send_test,
}


@require_POST
@requires(*KEEPERS)
def step(request: StaffRequest, endpoint_id: UUID, step: str) -> HttpResponse:
    """What an administrator does with an endpoint; what cannot be taken back is asked first."""
    if step not in _ACTS and step not in ("rotate", "replay"):
        raise Http404
    now, back = timezone.now(), reverse("exchange:endpoint", args=[endpoint_id])
    row = queries.get_endpoint(reach=get_reach(actor=request.actor), endpoint_id=endpoint_id, at=now)
    if step in _ASKED:
        title, text, button = _ASKED[step]
        facts = (("用途", row.name), ("接收地址", row.url))
        if asked := ask_first(request, Confirm(title, text, button, back=back, facts=facts)):
            return asked
    if step == "rotate":
        secret = services.rotate_secret(actor=request.actor, at=now, endpoint_id=endpoint_id)
        return _secret_once(request, endpoint_id, row.name, secret)
    if step == "replay":
        count = services.replay_letters(actor=request.actor, at=now, endpoint_id=endpoint_id)
        messages.success(request, f"已请求重送 {count} 条，结果稍后显示在列表中。")
        return redirect(back)
    _ACTS[step](actor=request.actor, at=now, endpoint_id=endpoint_id)
    messages.success(request, _DONE[step])
    return redirect(back)


@require_GET
@requires(*KEEPERS)
def letter(request: StaffRequest, letter_id: UUID) -> HttpResponse:
    """One event that was refused, by ids and codes, as the key may read it today."""
    reach = get_reach(actor=request.actor)
    row = queries.get_letter(reach=reach, letter_id=letter_id)
    event = queries.read_letter(reach=reach, letter_id=letter_id, today=timezone.localdate())
    told = [] if event is None else [*((k, v) for k, v in event.items() if k != "data"), *event["data"].items()]
    context = {"row": row, "told": told, "reason": outcome_words(row.code), "last": outcome_words(row.last_code)}
    return render(request, "exchange/letter.html", context)


@require_POST
@requires(*KEEPERS)
def replay(request: StaffRequest, letter_id: UUID) -> HttpResponse:
    """Have one of them sent again."""
    row = queries.get_letter(reach=get_reach(actor=request.actor), letter_id=letter_id)
    services.replay_letters(actor=request.actor, at=timezone.now(), endpoint_id=row.endpoint_id, letter_ids=[letter_id])
    messages.success(request, "已请求重送，结果几秒后显示。")
    return redirect("exchange:letter", letter_id=letter_id)
