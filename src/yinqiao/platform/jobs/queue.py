"""`@job` names a piece of background work, `enqueue` queues it in the current transaction (Procrastinate).

A job's arguments are ids, codes and the actor with its scope, never personal data. It may run twice (a worker that
was killed is replaced), so it looks at the state before it works.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import procrastinate
from django.conf import settings
from procrastinate.contrib.django.procrastinate_app import app

from yinqiao.platform.access.types import Actor, Scope

Work = Callable[..., None]

# Runs of a job: each pause is three times the one before, from 3 seconds on, two minutes in all.
_TRIES = 5
# Runs in which it is given up, should even that find a full disk: the pauses grow on, to a day.
_ENDS = 6


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of work; call it directly in tests, `enqueue` it by name elsewhere."""

    name: str
    work: Work
    task: Any

    def __call__(self, actor: Actor, **ids: str | int) -> None:
        self.work(actor, **ids)


def _packed(actor: Actor) -> dict[str, Any]:
    scope = actor.scope
    return {
        "id": str(actor.id) if actor.id else None,
        "role": actor.role,
        "name": actor.name,
        "unit": actor.unit,
        "request_id": actor.request_id,
        "scope": [scope.place_from, scope.place_to, list(scope.enterprises), scope.label, scope.is_oversight],
        "office": str(scope.office) if scope.office else None,
    }


def _unpacked(packed: dict[str, Any]) -> Actor:
    low, high, enterprises, label, *more = packed["scope"]
    office = packed.get("office")
    return Actor(
        UUID(packed["id"]) if packed["id"] else None,
        packed["role"],
        packed["name"],
        Scope(low, high, tuple(enterprises), label, bool(more and more[0]), UUID(office) if office else None),
        packed["unit"],
        request_id=packed["request_id"],
    )


class GivenUp(Exception):
    """A job took one worker after the other down with it, and there is nobody to tell."""


def job(name: str, *, queue: str = "default", give_up: Work | None = None) -> Callable[[Work], Job]:
    """Declare background work `work(actor, **ids)` under a dotted name.

    Work that fails, or during which the worker dies, is begun anew four times with growing pauses; then
    `give_up(actor, **ids)` ends it for whoever waits. A refusal (DomainError) must be handled by the work itself.
    """

    def declare(work: Work) -> Job:
        def run(context: procrastinate.JobContext, actor: dict[str, Any], ids: dict[str, Any]) -> None:
            if context.job.attempts < _TRIES:
                work(_unpacked(actor), **ids)
            elif give_up is not None:
                give_up(_unpacked(actor), **ids)
            else:
                raise GivenUp(name)

        runs = _TRIES + (_ENDS if give_up else 0)
        retry = procrastinate.RetryStrategy(max_attempts=runs - 1, exponential_wait=3)
        return Job(name, work, app.task(name=name, queue=queue, retry=retry, pass_context=True)(run))

    return declare


def enqueue(name: str, actor: Actor, *, lock: str | None = None, **ids: str | int) -> None:
    """Queue the job `name` in the current transaction: it exists exactly when the act committed.

    Named, not imported, for an act lies below the jobs of its room. Jobs with the same `lock` run one after the
    other (one batch is worked on by one worker).
    """
    current: Any = app
    current.configure_task(name, lock=lock, allow_unknown=False).defer(actor=_packed(actor), ids=ids)


def in_utc(cron: str) -> str:
    """The same moment of every day as the library reads it, which knows no time zone; ValueError for any other cron.

    A zone with summer time would shift by an hour; China has had none since 1991.
    """
    minute, hour, *every_day = cron.split()
    if every_day != ["*", "*", "*"]:
        raise ValueError(f"not a moment of every day: {cron}")
    local = datetime(2026, 1, 1, int(hour), int(minute), tzinfo=ZoneInfo(settings.TIME_ZONE))
    moment = local.astimezone(UTC)
    return f"{moment.minute} {moment.hour} * * *"


def nightly(name: str, *, cron: str) -> Callable[[Callable[[int], None]], Any]:
    """Declare work `work(timestamp)` of every day; `cron` (`minute hour * * *`) tells the city's own time."""

    def declare(work: Callable[[int], None]) -> Any:
        return app.periodic(cron=in_utc(cron))(app.task(name=name, queue="default", queueing_lock=name)(work))

    return declare
