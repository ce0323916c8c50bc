"""Wiring of the room of the carrier and the province."""

from django.apps import AppConfig


class HubConfig(AppConfig):
    """The carrier between cities, and the province's look at them."""

    name = "yinqiao.areas.hub"
    label = "hub"
    verbose_name = "市间专线与省级枢纽"

    def ready(self) -> None:
        """Put the pages into the menus of those they are for, and troubles on today's list."""
        from yinqiao.areas.hub.rules import CITY_ROLES, PROVINCE_ROLES
        from yinqiao.areas.hub.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, ui

        province = frozenset(PROVINCE_ROLES)
        ui.add_menu(MenuEntry("市间专线", "hub:sent", "arrows-exchange", frozenset(CITY_ROLES), order=18))
        ui.add_menu(MenuEntry("各市指标", "hub:cities", "chart-bar", province, order=82))
        ui.add_menu(MenuEntry("跨城市移交", "hub:packages", "plane-departure", province, order=83))
        ui.add_menu(MenuEntry("上报情况", "hub:health", "activity", province, order=84))
        ui.add_today(today_entries)
