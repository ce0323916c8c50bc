"""`yinqiao worker`: takes jobs from the queue; first of all those that a killed worker left half done."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from procrastinate.contrib.django.procrastinate_app import app
from procrastinate.exceptions import ConnectorException
from procrastinate.utils import utcnow

from yinqiao.platform.acts import settle
from yinqiao.platform.database.guard import await_database, refuse_unbound_role

logger = logging.getLogger(__name__)


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
        rescue = asyncio.create_task(_rescue_for_ever(worker_app, silence)) if wait else None
        if rescue is None:
            await _rescue(worker_app, silence)
        try:
            await worker_app.run_worker_async(concurrency=concurrency, wait=wait, delete_jobs="successful")
        finally:
            if rescue is not None:
                rescue.cancel()


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
