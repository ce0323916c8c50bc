"""Lets a programme in by its key, and no other way: the session of a browser counts for nothing here."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from yinqiao.areas.accounts.queries import find_key_use
from yinqiao.areas.accounts.services import note_key_used
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.log import record
from yinqiao.platform.events.watch import await_number, waiting_place
from yinqiao.platform.machine import problem_answer, wait_of
from yinqiao.platform.ui.gates import StaffRequest

ROOT = "/api/v1/"
# Pages for people under the same root.
PAGES = frozenset({ROOT, f"{ROOT}start/"})
# Keys that do not open, by network address and minute, in this process. A key has 256 random bits: this saves the log,
# not the key. Who has a good one gets through whatever a neighbour at the same address does.
FAILURES_A_MINUTE = 30
# Seconds after which a programme asks again that found no place to wait.
RETRY_WHEN_FULL = "5"


def is_machine(path: str) -> bool:
    """Whether an address is answered to programmes; the pages for people at the root are not."""
    return path.startswith("/api/") and path not in PAGES


def serve(request: StaffRequest, get_response: Callable[[StaffRequest], HttpResponse]) -> HttpResponse:
    """Answer one request of a programme, in one transaction as the actor of its key, or as nobody.

    An answer that has nothing to tell yet is waited for where its endpoint asks for that: outside any transaction, and
    the key is looked up anew with every look.
    """
    request.user = AnonymousUser()
    response, began = _answer(request, get_response), time.monotonic()
    while (wait := wait_of(request)) is not None:
        with waiting_place() as has_place:
            if not has_place:
                response["Retry-After"] = RETRY_WHEN_FULL
                break
            if not await_number(beyond=wait.beyond, until=began + wait.seconds):
                break
        response = _answer(request, get_response)
    if isinstance(response, HttpResponseNotAllowed):
        response = _not_allowed(response)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: StaffRequest, get_response: Callable[[StaffRequest], HttpResponse]) -> HttpResponse:
    now, token, request_id = timezone.now(), _token(request), uuid4().hex
    today = timezone.localdate(now)
    use = find_key_use(token=token, today=today, request_id=request_id) if token else None
    request.actor = use.actor if use else Actor.anonymous()
    with acting(request.actor):
        if use is not None and use.last_used_on != today:
            note_key_used(actor=use.actor, at=now)
        is_flood = use is None and bool(token) and not _may_fail_again(request, now)
        return _too_many() if is_flood else get_response(request)


def _token(request: StaffRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _may_fail_again(request: StaffRequest, now: datetime) -> bool:
    """Note a key that does not open, unless its address sends too many: then the log is spared."""
    try:
        address = str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        address = ""
    key = f"machine-failures:{address}:{now:%H%M}"
    cache.add(key, 0, timeout=60)
    if cache.incr(key) > FAILURES_A_MINUTE:
        return False
    record(request.actor, action="accounts.key_refused", kind="sign_in", at=now, detail={"address": address})
    return True


def _too_many() -> HttpResponse:
    refused = Refused(
        "api.too_many_failures", "这个网络地址上未通过的接口凭据过多。", next_step="请一分钟后再试，并核对凭据。"
    )
    answer = problem_answer(refused, status=429)
    answer["Retry-After"] = "60"
    return answer


def _not_allowed(response: HttpResponse) -> HttpResponse:
    allowed = response["Allow"]
    refused = Refused("api.method_not_allowed", f"这个地址只接受 {allowed} 请求。", next_step=f"请改用 {allowed}。")
    answer = problem_answer(refused, status=405)
    answer["Allow"] = allowed
    return answer
