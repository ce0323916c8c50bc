"""Wiring of the room of insight."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Indicators."""

    name = "yinqiao.areas.insight"
    label = "insight"
    verbose_name = "指标"
