"""Wiring of the room of the exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The feed."""

    name = "yinqiao.areas.exchange"
    label = "exchange"
    verbose_name = "信息交换"

    def ready(self) -> None:
        """Put the feed among the endpoints."""
        from yinqiao.areas.exchange import api
        from yinqiao.platform.machine import register_endpoints

        register_endpoints(api.router)
