"""Wiring of the room of the opening load."""

from django.apps import AppConfig


class OpeningConfig(AppConfig):
    """The people of the old system come into the register."""

    name = "yinqiao.areas.opening"
    label = "opening"
    verbose_name = "存量入库"

    def ready(self) -> None:
        """Make the room's events, periods, encrypted rows, menu, today's entry and panel known."""
        from yinqiao.areas.opening import events, reactions
        from yinqiao.areas.opening.services.payload import ENCRYPTED
        from yinqiao.areas.opening.services.retention import DIFFERENCES, OLD_ROWS
        from yinqiao.areas.opening.types import CITY_ROLES
        from yinqiao.areas.opening.views.person import old_system
        from yinqiao.areas.opening.views.today import today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        register_event_types(events)
        on(events.PERSON_LOADED, reactions.on_person_loaded)
        register_retention(OLD_ROWS)
        register_retention(DIFFERENCES)
        register_encrypted(ENCRYPTED)
        ui.add_menu(MenuEntry("存量入库", "opening:runs", "database-import", frozenset(CITY_ROLES), order=72))
        ui.add_menu(MenuEntry("并行比对", "opening:differences", "arrows-diff", frozenset(CITY_ROLES), order=73))
        ui.add_today(today_entries)
        ui.add_panel(
            PersonPanel("opening.old_system", "旧系统", "opening/panel.html", old_system, "side", order=90)
        )  # fmt: skip
