"""Wiring of the register."""

from django.apps import AppConfig


class RetireesConfig(AppConfig):
    """The register."""

    name = "yinqiao.areas.retirees"
    label = "retirees"
    verbose_name = "退休人员登记"

    def ready(self) -> None:
        """Make the room's events known."""
        from yinqiao.areas.retirees import events
        from yinqiao.platform.events.registry import register_event_types

        register_event_types(events)
