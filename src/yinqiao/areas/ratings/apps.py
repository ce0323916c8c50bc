"""Wiring of 好差评."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """What people say of a case, and what is done about it."""

    name = "yinqiao.areas.ratings"
    label = "ratings"
    verbose_name = "好差评"

    def ready(self) -> None:
        """Make events, ciphertext, the period, menu, today and the part of the copy known."""
        from yinqiao.areas.ratings import events
        from yinqiao.areas.ratings.services import CLOCKS, ENCRYPTED, RATINGS
        from yinqiao.areas.ratings.types import LEADERS
        from yinqiao.areas.ratings.views.copied import COPIED
        from yinqiao.areas.ratings.views.ratings import today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies
        from yinqiao.platform.workdays import register_clocks

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_retention(RATINGS)
        register_clocks(CLOCKS)
        ui.add_menu(MenuEntry("好差评", "ratings:ratings", "notes", frozenset(LEADERS), order=38))
        ui.add_today(today_entries)
        ui.add_link("answered_wish", "代记电话评价", "ratings:note_wish")
        copies.add(COPIED)
