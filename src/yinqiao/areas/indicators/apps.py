"""Wiring of the room of indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators as data."""

    name = "yinqiao.areas.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        """Read what is counted, so that a mistake is told at the start; then menu and night's work."""
        from yinqiao.areas.indicators import jobs  # noqa: F401
        from yinqiao.areas.indicators.queries import shipped_indicators
        from yinqiao.areas.indicators.views.indicators import VIEWERS
        from yinqiao.platform.ui import MenuEntry, ui

        shipped_indicators()
        ui.add_menu(MenuEntry("指标", "indicators:indicators", "chart-bar", frozenset(VIEWERS), order=72))
