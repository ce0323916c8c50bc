"""Wiring of retention."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Proposals and records of destruction."""

    name = "yinqiao.platform.retention"
    label = "retention"
    verbose_name = "保存期限"

    def ready(self) -> None:
        """Stored files are the first things with a period."""
        from yinqiao.platform.retention.files import register_file_classes

        register_file_classes()
