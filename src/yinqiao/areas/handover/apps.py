"""Wiring of the room of handover."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Rosters, offers, acceptance."""

    name = "yinqiao.areas.handover"
    label = "handover"
    verbose_name = "移交接管"
