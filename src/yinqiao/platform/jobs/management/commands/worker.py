"""`yinqiao worker`: takes jobs from the queue; first of all those that a killed worker left half done."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Any

from asgiref.sync import sync_to_async
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from procrastinate.contrib.django.procrastinate_app import app
from procrastinate.exceptions import ConnectorException
from procrastinate.utils import utcnow

from yinqiao.platform.acts import settle
from yinqiao.platform.database.guard import await_database, refuse_unbound_role

logger = logging.getLogger(__name__)
# Between the end of the library's work, for the database is away, and its next beginning.
_PAUSE_SECONDS = 2.0


class Command(BaseCommand):
    """Run the worker until it is told to stop."""

    help = "执行后台任务。"

    def add_arguments(self, parser: CommandParser) -> None:
        """How many jobs at once, whether to end when the queue is empty (tests), or before the first (after a recovery)."""
        parser.add_argument("--concurrency", type=int, default=2)
        parser.add_argument("--silence", type=float, default=30.0, help="多少秒没有心跳即视为已中断")
        parser.add_argument("--once", action="store_true", help="队列空时结束")
        parser.add_argument("--settle", action="store_true", help="只了结进程中断时留下的办理，不执行任务")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        await_database()
        refuse_unbound_role()
        if options["settle"]:
            settle()
            return
        asyncio.run(_work(options["concurrency"], options["silence"], wait=not options["once"]))


async def _work(concurrency: int, silence: float, *, wait: bool) -> None:
    current: Any = app
    # An app of its own, with the same tasks: a job that queues another must do so in its act's transaction, on Django's
    # connection. Were the connector of the one app replaced, the second job could start before the first committed.
    worker_app = current.with_connector(current.connector.get_worker_connector())
    async with worker_app.open_async():
        if not wait:
            await _rescue(worker_app, silence)
            await _let_go_of_old_connection()
            await worker_app.run_worker_async(concurrency=concurrency, wait=False, delete_jobs="successful")
            return
        rescue = asyncio.create_task(_rescue_for_ever(worker_app, silence))
        try:
            await _work_until_told(worker_app, concurrency)
        finally:
            rescue.cancel()


async def _work_until_told(worker_app: Any, concurrency: int) -> None:
    """Take jobs until a signal; the library ends its work when the database goes away, and is asked to begin again."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    stopping = asyncio.create_task(told.wait())
    while not told.is_set():
        await _let_go_of_old_connection()
        working = asyncio.create_task(
            worker_app.run_worker_async(
                concurrency=concurrency, wait=True, delete_jobs="successful", install_signal_handlers=False
            )
        )
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        # Cancelled, the library takes no more jobs and finishes those at hand.
        working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            continue
        except ConnectorException as problem:
            logger.warning("work is begun again: %s", type(problem).__name__)
        await asyncio.wait({stopping}, timeout=_PAUSE_SECONDS)


async def _let_go_of_old_connection() -> None:
    """The library queues the nightly work on Django's connection of this thread, and would use a dead one for ever."""
    # Looked up in that thread: each has its own.
    await sync_to_async(lambda: connection.close())()


async def _rescue_for_ever(worker_app: Any, silence: float) -> None:
    while True:
        try:
            await _rescue(worker_app, silence)
        except (Error, ConnectorException) as problem:
            # The database is away for a moment: the next round must come all the same.
            logger.warning("nothing rescued: %s", type(problem).__name__)
        await asyncio.sleep(silence / 2)


async def _rescue(worker_app: Any, silence: float) -> None:
    """Finish what the dead left: first give companions the fate of their acts, for a job begun again would wait for them.

    Then queue again what belongs to a worker that has been silent: jobs look at the state before they work.
    """
    await asyncio.to_thread(_settle)
    for stalled in await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        await worker_app.job_manager.retry_job(stalled, retry_at=utcnow())


def _settle() -> None:
    try:
        settle()
    finally:
        connection.close()
