"""Wiring of the room of organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Divisions, enterprises, departments."""

    name = "yinqiao.areas.organisations"
    label = "organisations"
    verbose_name = "机构"

    def ready(self) -> None:
        """Make the room's events, endpoints and menu entry known."""
        from yinqiao.areas.organisations import api, events
        from yinqiao.areas.organisations.rules import READERS
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.machine import register_endpoints
        from yinqiao.platform.ui import MenuEntry, ui

        register_endpoints(api.router)
        register_event_types(events)
        ui.add_menu(MenuEntry("企业", "organisations:enterprises", "building-skyscraper", frozenset(READERS), order=60))
