"""`yinqiao db init --admin-url URL`: roles and database on a PostgreSQL server of one's own. Safe to repeat."""

from __future__ import annotations

from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from yinqiao.platform.database.roles import LOGIN_ROLES, create_database, create_roles

OLDEST = 15


class Command(BaseCommand):
    """Make one's own server ready; the administrator's address is used once and kept nowhere."""

    help = "在自有 PostgreSQL（15 及以上）上建立银桥的账户和数据库。之后运行 yinqiao install。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One word, and the administrator's address."""
        parser.add_argument("what", choices=["init"])
        parser.add_argument("--admin-url", required=True, help="超级用户的连接地址")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create or refresh roles (passwords of `secrets.json` or `YINQIAO_DB_PASSWORD_<ROLE>`), then the database."""
        instance = settings.INSTANCE
        if instance.uses_embedded:
            raise CommandError("请先用 DATABASE_URL 指明自有数据库的地址（不含账户和口令）。")
        name = str(connection.settings_dict["NAME"])
        try:
            with psycopg.connect(options["admin_url"], autocommit=True, connect_timeout=10) as admin:
                if admin.info.server_version // 10_000 < OLDEST:
                    raise CommandError(f"数据库版本过低，需要 PostgreSQL {OLDEST} 或更高版本。没有作任何改动。")
                create_roles(admin, {role: instance.password(role) for role in LOGIN_ROLES})
                made = create_database(admin, name)
        except psycopg.Error as problem:
            raise CommandError(f"数据库拒绝了操作：{problem}") from problem
        self.stdout.write(f"账户已就绪，数据库 {name} {'已建立' if made else '原已存在'}。下一步：yinqiao install。")
