"""Wiring of stored files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files."""

    name = "yinqiao.platform.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Make the store known to a rotation of keys."""
        from yinqiao.platform.crypto.stores import register_store
        from yinqiao.platform.files.renewing import StoredFiles

        register_store("files", StoredFiles())
