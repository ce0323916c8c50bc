"""Wiring of the database floor: its first migration makes the functions that every table needs."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """Functions, grants and policies."""

    name = "yinqiao.platform.database"
    label = "database"
    verbose_name = "数据库"
