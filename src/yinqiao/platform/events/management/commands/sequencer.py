"""`yinqiao sequencer`: numbers committed events for readers outside, a few times a second."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yinqiao.platform.database.guard import await_database, refuse_unbound_role
from yinqiao.platform.events.sequencer import sequence_all


class Command(BaseCommand):
    """Run the sequencer until it is told to stop."""

    help = "为已提交的事件编号。"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` empties the waiting list and ends."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--pause", type=float, default=0.2, help="两次之间的秒数")

    def handle(self, *args: Any, **options: Any) -> None:
        """Number, pause, again."""
        await_database()
        refuse_unbound_role()
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while True:
            sequence_all()
            if options["once"] or stop.wait(options["pause"]):
                return
