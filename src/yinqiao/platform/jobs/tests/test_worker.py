"""The worker: what a job queues belongs to the job's transaction."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import queue

pytestmark = pytest.mark.db
ACTOR = Actor.system("试验")
ran: list[str] = []


class Stopped(Exception):
    """What ends the first job before it commits."""


@queue.job("tested.gives_up")
def gives_up(actor: Actor) -> None:
    """Queue another job, then fail."""
    with transaction.atomic():
        queue.enqueue("tested.follows", actor, after="gives_up")
        raise Stopped


@queue.job("tested.commits")
def commits(actor: Actor) -> None:
    """Queue another job, and note what could be seen of it before the commit."""
    with transaction.atomic():
        queue.enqueue("tested.follows", actor, after="commits")
        ran.append("commits")


@queue.job("tested.follows")
def follows(actor: Actor, *, after: str) -> None:
    """The second job."""
    ran.append(f"after {after}")


def test_a_job_queued_by_a_job_exists_exactly_when_the_first_committed(fresh_database: None) -> None:
    ran.clear()
    with transaction.atomic():
        queue.enqueue("tested.gives_up", ACTOR)
        queue.enqueue("tested.commits", ACTOR)
    connection.close()
    call_command("worker", once=True, concurrency=1)
    assert ran == ["commits", "after commits"]
