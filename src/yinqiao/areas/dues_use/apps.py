"""Wiring of the use of party dues."""

from django.apps import AppConfig


class DuesUseConfig(AppConfig):
    """What dues are used for."""

    name = "yinqiao.areas.dues_use"
    label = "dues_use"
    verbose_name = "党费使用"

    def ready(self) -> None:
        """Make the events, the period and the column of places known; the pages are reached from those of dues."""
        from yinqiao.areas.dues_use import events
        from yinqiao.areas.dues_use.services import BOOK
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_floor

        register_event_types(events)
        register_floor(BOOK)
        follows_place("dues_use_use")
