"""Wiring of the room of digitised archives."""

from django.apps import AppConfig


class DigitisedConfig(AppConfig):
    """Scans of archives."""

    name = "yinqiao.areas.digitised"
    label = "digitised"
    verbose_name = "档案数字化"
