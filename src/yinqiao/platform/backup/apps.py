"""Wiring of backup and restore."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Commands, and the nightly job."""

    name = "yinqiao.platform.backup"
    label = "backup"
    verbose_name = "备份与恢复"
