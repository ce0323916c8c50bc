"""`yinqiao web`: the site itself. It becomes the web server once the database answers and binds its role."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from yinqiao.platform.database.guard import await_database, refuse_unbound_role


class Command(BaseCommand):
    """Serve until it is told to stop."""

    help = "运行网站。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it listens, and how many processes and threads answer."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        """Look first, here and not in the server's workers: a worker that fails is only started again, for ever."""
        await_database()
        refuse_unbound_role()
        connection.close()
        server = str(Path(sys.executable).with_name("granian"))
        told = {"host": "--host", "port": "--port", "workers": "--workers", "threads": "--blocking-threads"}
        # Who waits for the next event keeps a thread busy with nothing: pages keep theirs.
        options["threads"] += settings.FEED_WAITERS
        numbers = [word for name, flag in told.items() for word in (flag, str(options[name]))]
        fixed = ["--interface", "wsgi", "--respawn-failed-workers", "--no-ws", "yinqiao.config.wsgi:application"]
        # In the place of this process, so that the supervisor's signals reach the server.
        os.execv(server, [server, *numbers, *fixed])  # noqa: S606
