"""Wiring of the room of reconciliation."""

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """Statements beside the ledger of dues."""

    name = "yinqiao.areas.reconciliation"
    label = "reconciliation"
    verbose_name = "党费对账"

    def ready(self) -> None:
        """Make the room's events, menu and today's entries known."""
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.reconciliation import events
        from yinqiao.areas.reconciliation.types import COMPARERS
        from yinqiao.areas.reconciliation.views.today import today_entries
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        for table in ("statement", "line", "headermemory"):
            follows_place(f"reconciliation_{table}")
        ui.add_menu(MenuEntry("党费对账", "reconciliation:statements", "scale", frozenset(COMPARERS), order=53))
        ui.add_today(today_entries)
