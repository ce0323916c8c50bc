"""Wiring of entries that may be one person."""

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Pairs of entries that may be one person."""

    name = "yinqiao.areas.duplicates"
    label = "duplicates"
    verbose_name = "疑似重复人员"

    def ready(self) -> None:
        """Make the room's event, menu entry and entries of today known."""
        from yinqiao.areas.duplicates import events, views
        from yinqiao.areas.duplicates.rules import SETTLE
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        ui.add_menu(MenuEntry("疑似重复人员", "duplicates:duplicates", "copy", SETTLE.roles, order=43))
        ui.add_today(views.today_entries)
