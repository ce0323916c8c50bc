"""Public keys: ours to give away, those of other cities registered by one, confirmed by another, revoked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.othercity import errors, queries, services
from yinqiao.areas.othercity.forms import KeysFilter, SheetForm, TailForm
from yinqiao.areas.othercity.rules import CONFIRM_ROLES, KEY_ROLES, REGISTER_ROLES, city_label
from yinqiao.areas.othercity.rules.sealing import fingerprint, write_keys
from yinqiao.areas.othercity.tables import KeysTable, grouped, keys_state
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

_MOST_SHEET = 16 * 1024
_REGISTER = ActPage(
    "登记外市公钥", "登记", "已登记，请安全管理员核对指纹后确认；确认前不用于移交。",
    "公钥用来给对方加密移交包、核对对方的签名。请从对方经办机构取得，不要使用来路不明的文件。",
)  # fmt: skip
_CONFIRM = ActPage(
    "确认外市公钥", "确认", "已确认，可以向该市移交，也能核对该市的签名。", "确认后，本市按这份公钥给该市加密，并承认用它签名的文件。"
)  # fmt: skip
_STATES: Mapping[str, Mapping[str, bool]] = {
    "waiting": {"confirmed_at__isnull": True, "revoked_at__isnull": True},
    "confirmed": {"confirmed_at__isnull": False, "revoked_at__isnull": True},
    "revoked": {"revoked_at__isnull": False},
}
_LIST = ListSpec(
    title="城市公钥", table=KeysTable, filters=KeysFilter, unit="份", is_wide=True,
    export=TableExport("城市公钥", "othercity.keys_exported", is_personal=False),
    empty=Empty("还没有登记外市公钥", "市级管理员登记对方的公钥文件，安全管理员核对指纹后确认，才能向该市移交。"),
)  # fmt: skip


def _load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
    return queries.public_keys().filter(**_STATES.get(chosen.get("state") or "", {}))


@require_http_methods(["GET", "POST"])
@requires(*KEY_ROLES)
def keys(request: HttpRequest) -> HttpResponseBase:
    """Keys of other cities, and the fingerprint of ours to be read out."""
    own = services.own_sheet()
    context = {
        "own": grouped(fingerprint(own)),
        "own_city": city_label(own.city),
        "may_register": actor_of(request).role in REGISTER_ROLES,
    }
    return answer_list(request, _LIST, _load, template="othercity/keys.html", context=context)


@require_GET
@requires(*KEY_ROLES)
def own(request: HttpRequest) -> HttpResponse:
    """本市公钥: the sheet that other cities register. It holds nothing secret."""
    answer = HttpResponse(write_keys(services.own_sheet()), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="city-keys-{settings.REGION}.json"'
    return answer


@require_http_methods(["GET", "POST"])
@requires(*REGISTER_ROLES)
def register(request: HttpRequest) -> HttpResponse:
    """登记外市公钥: the sheet of another city."""
    form = SheetForm(request.POST or None, request.FILES or None)

    def act() -> UUID:
        file = form.cleaned_data["file"]
        if file.size > _MOST_SHEET:
            raise errors.not_a_key_sheet()
        return services.register_keys(actor=actor_of(request), at=timezone.now(), sheet=file.read())

    shown = Shown("othercity/step.html", {"back": reverse("othercity:keys")}, back=lambda made: _url(made))
    return answer_form(request, _REGISTER, form, act, shown)


def _url(keys_id: object) -> str:
    return reverse("othercity:key", args=[keys_id])


@require_GET
@requires(*KEY_ROLES)
def key(request: HttpRequest, keys_id: UUID) -> HttpResponse:
    """The keys of one city: fingerprint, who registered and confirmed them, what may be done."""
    row = queries.keys_named(keys_id=keys_id)
    state, tone = keys_state(row)
    may_confirm = actor_of(request).role in CONFIRM_ROLES
    context = {"row": row, "city": city_label(row.city), "state": state, "tone": tone, "may_confirm": may_confirm}
    return render(request, "othercity/key.html", {**context, "fingerprint": grouped(row.fingerprint)})


@require_http_methods(["GET", "POST"])
@requires(*CONFIRM_ROLES)
def confirm(request: HttpRequest, keys_id: UUID) -> HttpResponse:
    """确认外市公钥: by the end of the fingerprint as it was heard."""
    row = queries.keys_named(keys_id=keys_id)
    form = TailForm(request.POST or None)

    def act() -> UUID:
        tail = form.cleaned_data["tail"]
        services.confirm_keys(actor=actor_of(request), at=timezone.now(), keys_id=keys_id, tail=tail)
        return keys_id

    context = {"back": _url(keys_id), "about": city_label(row.city)}
    return answer_form(request, _CONFIRM, form, act, Shown("othercity/step.html", context, back=_url))


@require_POST
@requires(*CONFIRM_ROLES)
def revoke(request: HttpRequest, keys_id: UUID) -> HttpResponse:
    """停用: nothing is sealed for these keys any more, and no signature of theirs counts."""
    row = queries.keys_named(keys_id=keys_id)
    question = Confirm(
        "停用外市公钥",
        "停用后，不再用这份公钥加密，也不再承认用它签名的文件，包括还没有收到的答复。需要恢复的，请对方重新生成公钥后登记。",
        "停用",
        back=_url(keys_id),
        facts=(("城市", city_label(row.city)), ("指纹", grouped(row.fingerprint))),
    )
    if asked := ask_first(request, question):
        return asked
    services.revoke_keys(actor=actor_of(request), at=timezone.now(), keys_id=keys_id)
    messages.success(request, "已停用。")
    return redirect(_url(keys_id))
