"""Wiring of the hotline."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    """Orders of 12345 and clusters of complaints."""

    name = "yinqiao.areas.hotline"
    label = "hotline"
    verbose_name = "12345工单"

    def ready(self) -> None:
        """Make events, ciphertext, the period, places, menu and today known."""
        from yinqiao.areas.hotline import events, jobs, reactions  # noqa: F401  jobs register themselves
        from yinqiao.areas.hotline.services import ENCRYPTED, ORDERS
        from yinqiao.areas.hotline.types import PLACES
        from yinqiao.areas.hotline.views.today import today_entries
        from yinqiao.areas.organisations.events import PLACE_MERGED
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        for table in ENCRYPTED:
            register_encrypted(table)
        register_retention(ORDERS)
        for name in ("batch", "answer", "order", "clusterorder"):
            follows_place(f"hotline_{name}")
        follows_place("hotline_order", "base_place_no")
        on(PLACE_MERGED, reactions.on_place_merged)
        ui.add_menu(MenuEntry("12345工单", "hotline:orders", "headset", frozenset(PLACES), order=36))
        ui.add_today(today_entries)
