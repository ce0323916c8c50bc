"""Asks one question of the matrix as a browser would, undoes what it did, and says what kind of answer came."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.probe_matrix.city import City
from tests.probe_matrix.folk import ANONYMOUS, NO_SECOND, Folk

# What differs between two answers to the same question: tokens, nonces, the moment, and the id that was asked for.
_CHANGING = (
    re.compile(r'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(r'"X-CSRFToken": ?"\w+"'),
    re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
    re.compile(r"编号：<code>[0-9a-f]+</code>"),
    re.compile(r"\d{2}:\d{2}(?::\d{2})?"),
)
_CHANGING_HEADERS = {"set-cookie", "date", "content-length", "expires", "last-modified"}
ABSENT = UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers, body as text (workbooks and streams decoded)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @property
    def kind(self) -> str:
        """`served`, `sign_in`, `duty`, `refused`, `absent`, `shut`, or `broken` and the status."""
        where = dict(self.headers).get("location", "") or dict(self.headers).get("hx-redirect", "")
        if where.startswith(str(settings.LOGIN_URL)):
            return "sign_in"
        if where.startswith((reverse("account_change_password"), reverse("mfa_activate_totp"))):
            return "duty"
        if self.status == 403 and "access.role_not_allowed" in self.text:
            return "refused"
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


def _text_of(response: Any) -> str:
    """The body, with every text part of a workbook unpacked and XML's entities left as they are."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return content.decode("utf-8", "replace")


@dataclass(frozen=True)
class Matrix:
    """The city, and those who ask."""

    city: City
    folk: Folk

    def ask(self, viewer: str, method: str, address: str, data: dict[str, Any] | None = None, **headers: str) -> Answer:
        """One request, undone. Errors of ours come back as 500, never as an exception."""
        cache.clear()
        client = Client(raise_request_exception=False)
        if cookie := self.folk.cookies[viewer]:
            client.cookies["sessionid"] = cookie
        if viewer == NO_SECOND:
            with override_settings(IS_DEMO=False):
                return self._undone(client, method, address, data, headers)
        return self._undone(client, method, address, data, headers)

    def _undone(
        self, client: Client, method: str, address: str, data: dict[str, Any] | None, headers: dict[str, str]
    ) -> Answer:
        with transaction.atomic():
            if method == "POST":
                response: Any = client.post(address, data or {}, headers=headers)
            else:
                response = client.generic(method, address, headers=headers)
            sent = tuple(sorted((name.lower(), value) for name, value in response.headers.items()))
            answer = Answer(response.status_code, sent, _text_of(response))
            transaction.set_rollback(True)
        return answer

    def target(self, kind: str, side: str, viewer: str) -> UUID:
        """The id that stands for a side of a kind; what is nobody's for `absent`."""
        if side == "absent":
            return ABSENT
        if kind in ("user", "grant", "invitation"):
            # An enterprise looks after its own accounts, the system's administrator after administrators.
            held = {"enterprise_admin": "firm", "system_admin": "admin"}.get(viewer, "place")
            kind = f"{held}_{kind}"
        mine = self.city.targets[kind]
        return mine.get(f"{side}.{viewer}") or mine.get(side) or ABSENT


__all__ = ["ABSENT", "ANONYMOUS", "Answer", "Matrix"]
