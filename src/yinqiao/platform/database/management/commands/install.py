"""`yinqiao install`: migrates as the owner, grants each role its rights, begins the first epoch. Safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from yinqiao.platform.database.roles import GRANTS


class Command(BaseCommand):
    """Bring the database to this version of the code."""

    help = "迁移数据库、授予各账户权限、建立首个序列纪元。可重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, grant, begin the epoch."""
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute(GRANTS)
            cursor.execute(
                "INSERT INTO events_epoch (reason) SELECT 'installed' WHERE NOT EXISTS (SELECT 1 FROM events_epoch)"
            )
