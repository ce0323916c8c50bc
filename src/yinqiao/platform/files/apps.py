"""Wiring of stored files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files."""

    name = "yinqiao.platform.files"
    label = "files"
    verbose_name = "文件"
