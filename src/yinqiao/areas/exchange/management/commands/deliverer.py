"""`yinqiao deliverer`: hands events over to the programmes of others as they are numbered."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from yinqiao.areas.exchange.jobs.desk import WebhookDesk
from yinqiao.platform.database.guard import await_database, refuse_unbound_role
from yinqiao.platform.outward import Courier, Sender


class Command(BaseCommand):
    """Run the courier until it is told to stop."""

    help = "把事件推送到各单位登记的接收地址。"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` sends what can be sent now and ends."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--pause", type=float, default=0.1, help="两次查看之间的秒数")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send."""
        await_database()
        refuse_unbound_role()
        asyncio.run(_run(options["pause"], once=options["once"]))


async def _run(pause: float, *, once: bool) -> None:
    courier = Courier(WebhookDesk(), Sender(settings.OUTWARD_NETWORKS), pause=pause)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, courier.stop)
    await courier.run(once=once)
