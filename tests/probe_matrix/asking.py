"""Asks one question of the matrix as a browser would, undoes what it did, and says what kind of answer came."""

from __future__ import annotations

import hashlib
import html
import re
import time
import zipfile
from contextlib import nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.test import RequestFactory, override_settings
from django.test.client import conditional_content_removal
from django.urls import reverse

from tests.probe_matrix.city import City
from tests.probe_matrix.folk import ANONYMOUS, NO_SECOND, PROXY, RETIREE, Folk
from tests.probe_matrix.table import UNSAFE
from yinqiao.areas.portal.types import SESSION_COOKIE as PORTAL_COOKIE

# What differs between two answers to the same question: tokens, nonces, the moment, and the id that was asked for.
_CHANGING = (
    re.compile(r'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(r'"X-CSRFToken": ?"\w+"'),
    re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
    re.compile(r"编号：<code>[0-9a-f]+</code>"),
    re.compile(r"\d{2}:\d{2}(?::\d{2})?"),
)
_FORM = "application/x-www-form-urlencoded"
_CHANGING_HEADERS = {"set-cookie", "date", "content-length", "expires", "last-modified"}
ABSENT = UUID("00000000-0000-7000-8000-000000000000")
# What a browser keeps in its cookie; one of our pages sends the same along.
TOKEN = "kLmNpQrStUvWxYz0123456789ABCDEFg"


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers, body as text (workbooks and streams decoded); `took` in nanoseconds."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str
    took: int

    @property
    def kind(self) -> str:
        """`served`, `sign_in`, `enter` (the portal's), `duty`, `refused`, `no_token`, `absent`, `shut`, or `answered` and the status."""
        where = dict(self.headers).get("location", "") or dict(self.headers).get("hx-redirect", "")
        if where.startswith(str(settings.LOGIN_URL)):
            return "sign_in"
        if where == settings.PORTAL_ENTRANCE:
            return "enter"
        if where.startswith((reverse("account_change_password"), reverse("mfa_activate_totp"))):
            return "duty"
        if self.status == 403 and ("access.role_not_allowed" in self.text or "access.person_alone" in self.text):
            return "refused"
        if self.status == 403 and "access.form_expired" in self.text:
            return "no_token"
        named = {404: "absent", 405: "shut"}
        if self.status in named:
            return named[self.status]
        return "served" if self.status < 400 else f"answered {self.status}"

    def faceless(self) -> tuple[Any, ...]:
        """All of it except what changes from one asking to the next."""
        text = self.text
        for pattern in _CHANGING:
            text = pattern.sub("", text)
        kept = tuple(
            (name, re.sub(r"nonce-[^']+|[0-9a-f-]{36}", "", value))
            for name, value in self.headers
            if name not in _CHANGING_HEADERS
        )
        return self.status, kept, text


@dataclass(frozen=True)
class Told:
    """What is kept of an answer to a question that changes nothing; `face` stands for all of `Answer.faceless`."""

    status: int
    kind: str
    is_empty: bool
    face: bytes
    seen: frozenset[tuple[str, str]]


def seen_in(city: City, answer: Answer) -> set[tuple[str, str]]:
    """The planted values in one answer, its headers too."""
    text = html.unescape(answer.text) + "\n" + "\n".join(value for _, value in answer.headers)
    near = [values for start, values in city.planted_by_start.items() if start in text]
    return {whose for values in near for value, whose in values.items() if value in text}


def _text_of(response: Any) -> str:
    """The body, with every text part of a workbook unpacked and XML's entities left as they are."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return content.decode("utf-8", "replace")


class House(BaseHandler):
    """The product's own middleware and views, entered as a server enters them, built once for all questions."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def answer(self, request: WSGIRequest) -> Any:
        """What a server would send: a fault of ours is a page with status 500, and HEAD has no body."""
        return conditional_content_removal(request, self.get_response(request))


@dataclass(frozen=True)
class Matrix:
    """The city, and those who ask."""

    city: City
    folk: Folk
    house: House = field(default_factory=House)
    letters: RequestFactory = field(default_factory=RequestFactory)
    # (viewer, address) -> what GET told.
    read: dict[tuple[str, str], Told] = field(default_factory=dict)

    def ask(
        self, viewer: str, method: str, address: str, data: dict[str, Any] | None = None, *, token: str = TOKEN,
        **headers: str,
    ) -> Answer:  # fmt: skip
        """One request, undone; the token of our forms comes along of itself, as from one of our pages."""
        if method in UNSAFE and token:
            headers["X-CSRFToken"] = token
        return self._undone(viewer, self._letter(viewer, method, address, data, headers))

    def tell(self, viewer: str, method: str, address: str, data: dict[str, Any] | None = None) -> Told:
        """The same in short. Reading leaves no trace here, so that what GET told is told again without asking."""
        if method == "GET" and (known := self.read.get((viewer, address))):
            return known
        told = self.short(self.ask(viewer, method, address, data))
        if method == "GET":
            self.read[viewer, address] = told
        return told

    def short(self, answer: Answer) -> Told:
        """What the table is asked about."""
        face = hashlib.sha256(repr(answer.faceless()).encode()).digest()
        return Told(answer.status, answer.kind, not answer.text, face, frozenset(seen_in(self.city, answer)))

    def _letter(
        self, viewer: str, method: str, address: str, data: dict[str, Any] | None, headers: dict[str, str]
    ) -> WSGIRequest:
        body, kind = (urlencode(data or {}, doseq=True), _FORM) if method in UNSAFE else ("", "")
        letter = self.letters.generic(method, address, body, kind, headers=headers)
        if cookie := self.folk.cookies[viewer]:
            letter.COOKIES[PORTAL_COOKIE if viewer in (RETIREE, PROXY) else settings.SESSION_COOKIE_NAME] = cookie
        letter.COOKIES[settings.CSRF_COOKIE_NAME] = TOKEN
        return letter

    def _undone(self, viewer: str, letter: WSGIRequest) -> Answer:
        cache.clear()
        with override_settings(IS_DEMO=False) if viewer == NO_SECOND else nullcontext(), transaction.atomic():
            began = time.perf_counter_ns()
            response = self.house.answer(letter)
            took = time.perf_counter_ns() - began
            sent = tuple(sorted((name.lower(), value) for name, value in response.headers.items()))
            answer = Answer(response.status_code, sent, _text_of(response), took)
            # Not `response.close()`, which ends the connection too.
            for close in response._resource_closers:
                close()
            transaction.set_rollback(True)
        return answer

    def target(self, kind: str, side: str, viewer: str) -> UUID:
        """The id that stands for a side of a kind; what is nobody's for `absent`."""
        if side == "absent":
            return ABSENT
        if kind in ("user", "grant", "invitation", "key", "endpoint", "letter"):
            # An enterprise looks after its own accounts, the system's administrator after administrators, who have no keys.
            held = {
                "enterprise_admin": "firm",
                "system_admin": "place" if kind in ("key", "endpoint", "letter") else "admin",
            }.get(viewer, "place")
            kind = f"{held}_{kind}"
        mine = self.city.targets[kind]
        return mine.get(f"{side}.{viewer}") or mine.get(side) or ABSENT


__all__ = ["ABSENT", "ANONYMOUS", "Answer", "Matrix", "Told", "seen_in"]
