"""Asks the views of rooms that concern people as the middleware would."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve

from yinqiao.platform.access import Actor, acting


class Browser:
    """Asks the views as the middleware would: an actor, a session, messages; htmx where told."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.session = SessionStore()

    def ask(self, address: str, data: dict[str, Any] | None = None, *, htmx: bool = False) -> HttpResponseBase:
        """GET, or POST when there is data."""
        factory = RequestFactory()
        request: Any = factory.get(address) if data is None else factory.post(address, data)
        request.user, request.actor, request.session, request.htmx = AnonymousUser(), self.actor, self.session, htmx
        request._messages = FallbackStorage(request)
        view = resolve(request.path)
        with acting(self.actor):
            return view.func(request, *view.args, **view.kwargs)


def text_of(response: HttpResponseBase) -> str:
    """The page as text."""
    return response.content.decode()  # type: ignore[attr-defined]
