"""Wiring of the room of handover."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Rosters, offers, acceptance."""

    name = "yinqiao.areas.handover"
    label = "handover"
    verbose_name = "移交接管"

    def ready(self) -> None:
        """Make the room's events known."""
        from yinqiao.areas.handover import events
        from yinqiao.platform.events.registry import register_event_types

        register_event_types(events)
