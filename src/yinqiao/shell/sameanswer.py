"""Not yours and not there take the same time: a refusal goes out at the next stroke of a clock set by its own request.

Row-level security reads a row before it refuses it, so somebody else's thing takes some microseconds longer than
nothing at all. Asked often enough, that tells a stranger whose id exists. Between two strokes the difference is gone;
a random delay would only ask for more questions until it averages out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse

from yinqiao.platform.ui.gates import StaffRequest

# What a thing out of reach can be answered with: not there, or, named in a form, a choice that holds nothing.
_REFUSALS = {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}


class SameAnswerMiddleware:
    """Holds each refusal of somebody signed in, person or programme, for `settings.REFUSAL_STEP_MS` or a multiple of it.

    It stands outside all others: what they do lies between the strokes, and the transaction has ended, so that what is
    held is one thread of the web server and no lock. Nobody who is not signed in is held: to them every door is the
    same sign-in page, and they shall not be able to keep threads busy.
    """

    def __init__(self, get_response: Callable[[StaffRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponse:
        began = time.monotonic()
        answer = self.get_response(request)
        step = settings.REFUSAL_STEP_MS / 1000
        if step and answer.status_code in _REFUSALS and _is_signed_in(request):
            time.sleep(step - (time.monotonic() - began) % step)
        return answer


def _is_signed_in(request: StaffRequest) -> bool:
    """Static files, and what fails on its way in, never get an actor."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.id is not None
