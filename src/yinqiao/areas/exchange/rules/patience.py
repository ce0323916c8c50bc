"""What follows from an attempt to hand a message over: done, tried again and when, put aside, paused, ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yinqiao.areas.exchange.types import Outcome, Patience, Step, StepKind, Tried

# What a receiver says about the content of a message, not about us: only such an event may ever be put aside.
_ABOUT_CONTENT = frozenset({400, 406, 409, 413, 415, 422})
_BUSY = frozenset({408, 425, 429})


def patience_of(parameters: Mapping[str, Any]) -> Patience:
    """The rule as the rulebook keeps it."""
    return Patience(**{name: int(value) for name, value in parameters.items()})


def code_of(tried: Tried) -> Outcome:
    """How an attempt ended, as a code; `DELIVERED` for 2xx."""
    status = tried.status
    if tried.failure or status is None:
        return _FAILURES.get(tried.failure, Outcome.CUT)
    if 200 <= status < 300:
        return Outcome.DELIVERED
    if status in _BUSY or (status == 503 and tried.retry_after is not None):
        return Outcome.BUSY
    if status == 410:
        return Outcome.GONE
    if status in _ABOUT_CONTENT:
        return Outcome.REFUSED
    if 300 <= status < 400:
        return Outcome.REDIRECTED
    return Outcome.NOT_ADMITTED if 400 <= status < 500 else Outcome.SERVER_ERROR


_FAILURES = {one.value: one for one in Outcome if one}


def judge(tried: Tried, patience: Patience, *, spread: int = 0) -> Step:
    """What follows. `spread` from -100 to 100 moves a pause within its jitter: 0 leaves it as it is.

    Nothing but a single event that the receiver itself refuses is ever put aside; all else waits in its place.
    """
    code = code_of(tried)
    if code == Outcome.DELIVERED:
        return Step(StepKind.DELIVERED, code)
    if code == Outcome.GONE:
        return Step(StepKind.END, code)
    if code == Outcome.REFUSED and tried.events > 1:
        return Step(StepKind.SPLIT, code)
    if tried.failing_seconds >= patience.pause_hours * 3600:
        return Step(StepKind.PAUSE, code)
    if code == Outcome.REFUSED and tried.tries >= patience.refused_tries:
        return Step(StepKind.PUT_ASIDE, code)
    return Step(StepKind.RETRY, code, _wait(tried, patience, spread))


def _wait(tried: Tried, patience: Patience, spread: int) -> int:
    # Beyond a handful of tries the power is far above the limit anyhow: it is not worked out.
    grown = patience.first_seconds * patience.factor ** min(tried.tries - 1, 20)
    wait = min(grown, patience.longest_seconds) * (10_000 + spread * patience.jitter_percent) // 10_000
    return max(wait, tried.retry_after or 0)


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    tried = Tried(
        given.get("status"), given.get("failure", ""), given.get("retry_after"), given.get("tries", 1),
        given.get("events", 1), given.get("failing_minutes", 0) * 60,
    )  # fmt: skip
    step = judge(tried, patience_of(parameters))
    told = {"step": step.kind.value, "code": step.code.value}
    return {**told, "wait": step.wait} if step.kind == StepKind.RETRY else told


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"exchange.webhook": _example}
