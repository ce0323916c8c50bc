"""`yinqiao figures`: keeps the figures of indicators up with what happens, a second or two behind."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from django.utils import timezone

from yinqiao.areas.indicators.jobs import COUNTER
from yinqiao.areas.indicators.services import follow, needs_count, recount_all
from yinqiao.platform.database.guard import await_database, refuse_unbound_role

logger = logging.getLogger(__name__)
# How long is waited when the database is away.
_AWAY_SECONDS = 2.0


class Command(BaseCommand):
    """Follow the events until told to stop."""

    help = "随事件更新指标数量。"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` reads what there is and ends."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--pause", type=float, default=1.0, help="两次之间的秒数")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count what was never counted, then read, count, pause, again."""
        await_database()
        refuse_unbound_role()
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while True:
            read = _step()
            if options["once"] and not read:
                return
            if (not read and stop.wait(options["pause"])) or stop.is_set():
                return


def _step() -> int:
    """One batch; nothing is lost when the database goes away in between."""
    try:
        if needs_count():
            recount_all(actor=COUNTER, at=timezone.now())
        return follow(actor=COUNTER, at=timezone.now())
    except Error as problem:
        logger.warning("figures wait, the database is away: %s", type(problem).__name__)
        connection.close()
        threading.Event().wait(_AWAY_SECONDS)
        return 0
