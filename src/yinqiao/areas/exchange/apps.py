"""Wiring of the room of the exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The feed, and where events are sent to."""

    name = "yinqiao.areas.exchange"
    label = "exchange"
    verbose_name = "信息交换"

    def ready(self) -> None:
        """Put the feed among the endpoints of machines, and the sending of events among the menu and today's list."""
        from yinqiao.areas.exchange import api
        from yinqiao.areas.exchange.services.registering import ENCRYPTED
        from yinqiao.areas.exchange.views.endpoints import KEEPERS
        from yinqiao.areas.exchange.views.today import today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.machine import register_endpoints
        from yinqiao.platform.ui import MenuEntry, ui

        register_encrypted(ENCRYPTED)
        register_endpoints(api.router)
        ui.add_menu(MenuEntry("事件推送", "exchange:endpoints", "send", frozenset(KEEPERS), order=810))
        ui.add_today(today_entries)
