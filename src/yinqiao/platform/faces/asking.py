"""The app of this installation: whether there is one, where the browser goes, what came back."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings

from yinqiao.platform.faces.protocol import open_result, seal_request
from yinqiao.platform.faces.standin import StandIn
from yinqiao.platform.faces.types import FaceApp, FaceRequest, FaceResult, ResultRefused


def _app(standin_url: str = "") -> FaceApp | None:
    """The configured app, in the demo the stand-in."""
    app: FaceApp | None = settings.FACES_APP
    if app is None and settings.IS_DEMO:
        return StandIn(settings.FACES_STANDIN).app(standin_url)
    return app


def can_ask() -> bool:
    """Whether somebody can certify here by the city's app."""
    return settings.FACES_APP is not None or bool(settings.IS_DEMO)


def app_name() -> str:
    """What the app is called."""
    app = _app()
    return app.name if app else ""


def request_url(request: FaceRequest, standin_url: str) -> str:
    """Where the browser goes: whom to compare is sealed for the app, nobody on the way reads it."""
    app = _app(standin_url)
    if app is None:
        raise LookupError("no app compares faces here")
    return f"{app.url}{'&' if '?' in app.url else '?'}{urlencode({'request': seal_request(request, app.request_key)})}"


def read_result(token: str, *, nonce: str, begun_at: datetime, at: datetime) -> FaceResult:
    """What the app says of one request. ResultRefused for anything else."""
    app = _app()
    if app is None:
        raise ResultRefused("no_app")
    return open_result(token, app.result_key, nonce=nonce, begun_at=begun_at, at=at)
