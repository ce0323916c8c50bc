"""Two cookies of the portal alone: the ticket of a code on its way, and the session. No page of the staff gets either."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yinqiao.areas.portal.types import PREFIX, SESSION_COOKIE, Device
from yinqiao.platform.ui.appearance import TYPE_COOKIE

TICKET_COOKIE, _OWN_COOKIE = "yq_try", "yq_own"
TYPE_SIZES = {"18": "小", "20": "中", "24": "大", "30": "最大"}
_TICKET_SECONDS = 1800
_OWN_DEVICE_SECONDS = 30 * 24 * 3600


def put(answer: HttpResponse, name: str, value: str, seconds: int | None) -> None:
    """Set a cookie that only the portal's own pages are sent, and no script reads; without seconds until it closes."""
    answer.set_cookie(
        name, value, max_age=seconds, path=PREFIX, httponly=True, secure=settings.IS_BEHIND_TLS, samesite="Lax"
    )


def put_ticket(answer: HttpResponse, ticket: str) -> None:
    """The ticket of a code, for half an hour."""
    put(answer, TICKET_COOKIE, ticket, _TICKET_SECONDS)


def put_session(answer: HttpResponse, token: str, *, is_own: bool) -> None:
    """The session; the ticket has done its work."""
    put(answer, SESSION_COOKIE, token, _OWN_DEVICE_SECONDS if is_own else None)
    answer.delete_cookie(TICKET_COOKIE, path=PREFIX, samesite="Lax")


def put_own_device(answer: HttpResponse, *, is_own: bool) -> None:
    """What was said about the device, until it is known who of two this is."""
    put(answer, _OWN_COOKIE, "1" if is_own else "", _TICKET_SECONDS)


def is_own_device(request: HttpRequest) -> bool:
    """Whether it was said that the device is the own one."""
    return request.COOKIES.get(_OWN_COOKIE) == "1"


def ticket_of(request: HttpRequest) -> str:
    """The ticket that this browser holds."""
    return request.COOKIES.get(TICKET_COOKIE, "")[:100]


def token_of(request: HttpRequest) -> str:
    """The session's token that this browser holds."""
    return request.COOKIES.get(SESSION_COOKIE, "")[:100]


def type_size(request: HttpRequest | None) -> str:
    """The type in pixels: as chosen, 20 for who has not chosen; never the staff's small one."""
    chosen = request.COOKIES.get(TYPE_COOKIE, "") if request is not None else ""
    return chosen if chosen in TYPE_SIZES else "20"


def device_of(request: HttpRequest, *, is_own: bool) -> Device:
    """From what somebody signs in, in one word that its owner knows again; the browser's own words are not kept."""
    told = request.headers.get("User-Agent", "")
    kinds = (("MicroMessenger", "微信"), ("iPad", "平板"), ("iPhone", "手机"), ("Android", "手机"), ("Mobile", "手机"))
    return Device(next((word for sign, word in kinds if sign in told), "电脑"), is_own)
