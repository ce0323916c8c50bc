"""Wiring of 服务事项."""

from django.apps import AppConfig


class ServiceItemsConfig(AppConfig):
    """Items that a city draws up."""

    name = "yinqiao.areas.service_items"
    label = "service_items"
    verbose_name = "服务事项"

    def ready(self) -> None:
        """Supply the desk with what is published, and put the pages where they are looked for."""
        from yinqiao.areas.applications.queries import supply_items
        from yinqiao.areas.applications.types import PLACES
        from yinqiao.areas.service_items.queries import published_texts
        from yinqiao.areas.service_items.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, ui

        supply_items(published_texts)
        ui.add_menu(MenuEntry("服务事项", "service_items:items", "list-details", frozenset(PLACES), order=31))
        ui.add_today(today_entries)
