"""Who stands on the pages of files: the city's desk, a department's officer, an enterprise's as the source of the own one."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from yinqiao.areas.dropbox.queries import speaking_for
from yinqiao.areas.dropbox.types import SENDERS
from yinqiao.platform.access import acting
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import View, requires


def senders(view: View) -> View:
    """Let through who sends files in. An enterprise's officer is, on these pages, its source and reads nobody.

    What is drawn around the page is that of the enterprise all the same. Refused `dropbox.no_source` for an enterprise
    that is no source.
    """

    @requires(*SENDERS)
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if not actor.scope.is_enterprise:
            return view(request, *args, **kwargs)
        speaking = speaking_for(actor)
        # The frame of the page stays that of who sits there.
        request.framed_for, request.actor = actor, speaking  # type: ignore[attr-defined]
        try:
            with acting(speaking):
                return view(request, *args, **kwargs)
        finally:
            request.actor = actor  # type: ignore[attr-defined]

    return asked
