"""Wiring of the event log."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events, the feed and its epoch."""

    name = "yinqiao.platform.events"
    label = "events"
    verbose_name = "事件"
