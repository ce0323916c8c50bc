"""`yinqiao install`: migrates as the owner, grants each role its rights, begins the first epoch. Safe to repeat."""

from __future__ import annotations

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from yinqiao.platform.database.migrating import drawn_sparingly
from yinqiao.platform.database.roles import GRANTS

# One installation at a time, wherever it is started from.
_ALONE = "SELECT pg_advisory_lock(7305003)"
_NOT_ALONE = "SELECT pg_advisory_unlock(7305003)"
# Whoever waits for a table makes everybody after it wait too: rather give way and come again.
_GIVE_WAY = "SET lock_timeout TO '2s'"
_NO_MATTER = "RESET lock_timeout"
_TRIES, _PAUSE = 60, 2.0


class Command(BaseCommand):
    """Bring the database to this version of the code."""

    help = "迁移数据库、授予各账户权限、建立首个序列纪元。可重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, grant, begin the epoch; work may go on meanwhile."""
        _run(_ALONE)
        try:
            _migrate()
            _run(GRANTS)
            _run("INSERT INTO events_epoch (reason) SELECT 'installed' WHERE NOT EXISTS (SELECT 1 FROM events_epoch)")
        finally:
            _run(_NOT_ALONE)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _migrate() -> None:
    """Each migration is done or not; one that finds its table busy is tried again."""
    _run(_GIVE_WAY)
    for _ in range(_TRIES):
        try:
            with drawn_sparingly():
                call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as problem:
            if not isinstance(problem.__cause__, LockNotAvailable):
                raise
            time.sleep(_PAUSE)
        else:
            _run(_NO_MATTER)
            return
    raise CommandError("数据表一直被占用，迁移没有完成，已完成的部分不受影响。请在办理较少时再次执行。")
