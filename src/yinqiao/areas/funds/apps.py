"""Wiring of the room of funds."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Money of agreements."""

    name = "yinqiao.areas.funds"
    label = "funds"
    verbose_name = "移交经费"

    def ready(self) -> None:
        """Make the room's events, menu entry, link, strand and entries of today known."""
        from yinqiao.areas.agreements.queries import PARTIES, tells_strand
        from yinqiao.areas.funds import events
        from yinqiao.areas.funds.queries import tell_funds
        from yinqiao.areas.funds.views.today import today_entries
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        follows_place("funds_payment")
        tells_strand("amount", tell_funds)
        ui.add_menu(MenuEntry("移交经费", "funds:dues", "coin-yuan", PARTIES, order=9))
        ui.add_today(today_entries)
        ui.add_link("agreement", "移交经费", "funds:agreement")
