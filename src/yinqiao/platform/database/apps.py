"""Wiring of the database floor: its first migration makes the functions that every table needs."""

from django.apps import AppConfig

from yinqiao.platform.database.lookups import register_lookups


class DatabaseConfig(AppConfig):
    """Functions, grants and policies."""

    name = "yinqiao.platform.database"
    label = "database"
    verbose_name = "数据库"

    def ready(self) -> None:
        """Teach the fields what Django does not know."""
        register_lookups()
