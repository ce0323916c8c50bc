"""Wiring of retention."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Proposals and records of destruction."""

    name = "yinqiao.platform.retention"
    label = "retention"
    verbose_name = "保存期限"

    def ready(self) -> None:
        """Stored files are the first things with a period; the log has a floor."""
        from yinqiao.platform.audit.queries import count_before
        from yinqiao.platform.retention.files import register_file_classes
        from yinqiao.platform.retention.registry import RetentionFloor, register_floor

        register_file_classes()
        register_floor(RetentionFloor("retention.access_log", count_before, "记录之日"))
