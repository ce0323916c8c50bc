"""The worker: what a job queues belongs to the job's transaction."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django.procrastinate_app import app

from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.jobs import queue
from yinqiao.platform.jobs.management.commands.worker import _let_go_of_old_connection

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


def _number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_the_thread_that_queues_the_nightly_work_lets_a_dead_connection_go(fresh_database: None) -> None:
    async def story() -> None:
        # The thread is one for the whole process: a story before may have left it a connection, dead by now.
        await _let_go_of_old_connection()
        number = await sync_to_async(_number)()
        with superuser() as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        with pytest.raises(OperationalError):
            await sync_to_async(_number)()
        await _let_go_of_old_connection()
        assert await sync_to_async(_number)() != number
        await _let_go_of_old_connection()

    asyncio.run(story())


@pytest.mark.parametrize(
    ("name", "moment"), [("backup.check_invariants", "05:20"), ("backup.nightly", "02:30"), ("audit.verify", "04:10")]
)
def test_nightly_work_comes_at_night_in_the_city(name: str, moment: str) -> None:
    registry: Any = app
    (task,) = (one for one in registry.periodic_registry.periodic_tasks.values() if one.task.name == name)
    at = task.croniter.set_current(start_time=1_795_000_000.0) and task.croniter.get_next(ret_type=float)
    assert datetime.fromtimestamp(at, ZoneInfo("Asia/Shanghai")).strftime("%H:%M") == moment


def test_only_moments_of_every_day_are_nightly() -> None:
    assert queue.in_utc("10 1 * * *") == "10 17 * * *"
    with pytest.raises(ValueError, match="not a moment of every day"):
        queue.in_utc("0 3 * * 1")
