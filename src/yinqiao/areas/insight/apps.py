"""Wiring of the room of insight."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Indicators."""

    name = "yinqiao.areas.insight"
    label = "insight"
    verbose_name = "指标"

    def ready(self) -> None:
        """Put the indicator into the menu and among the endpoints."""
        from yinqiao.areas.insight import api
        from yinqiao.areas.insight.views import VIEWERS
        from yinqiao.platform.machine import register_endpoints
        from yinqiao.platform.ui import MenuEntry, ui

        register_endpoints(api.router)
        ui.add_menu(MenuEntry("移交接管情况", "insight:handover", "chart-bar", frozenset(VIEWERS), order=70))
        ui.add_menu(MenuEntry("三个100%", "insight:three", "target", frozenset(VIEWERS), order=71))
