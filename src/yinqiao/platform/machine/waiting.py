"""An endpoint that has nothing to tell yet may ask that its answer be waited for; the gate does so, holding nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Wait:
    """Until an event has a number beyond this one, or so many seconds have passed."""

    beyond: int
    seconds: int


def wait_for_more(request: HttpRequest, *, beyond: int, seconds: int) -> None:
    """Ask that the question be put again once there is something new."""
    request.feed_wait = Wait(beyond, seconds)  # type: ignore[attr-defined]


def wait_of(request: HttpRequest) -> Wait | None:
    """What the endpoint asked for while it made its answer; forgotten when it is read."""
    found: Wait | None = getattr(request, "feed_wait", None)
    request.feed_wait = None  # type: ignore[attr-defined]
    return found
