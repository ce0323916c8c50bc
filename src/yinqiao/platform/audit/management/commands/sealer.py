"""`yinqiao sealer`: the one process that seals committed entries and keeps the witness up to date, every two seconds."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yinqiao.platform.audit.seal import run_sealer, seal_pending
from yinqiao.platform.database.guard import await_database, refuse_unbound_role


class Command(BaseCommand):
    """Run the sealer until it is told to stop."""

    help = "封存审计日志并写入外部见证。"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once`: for after a restore."""
        parser.add_argument("--once", action="store_true", help="封存一次现有记录后结束")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; a lost connection, or a log that does not fit its witness, ends the process and the supervisor tells."""
        await_database()
        refuse_unbound_role()
        if options["once"]:
            seal_pending()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        run_sealer(stop)
