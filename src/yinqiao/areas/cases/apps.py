"""Wiring of 联动对接."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Matters that several offices must solve together."""

    name = "yinqiao.areas.cases"
    label = "cases"
    verbose_name = "联动对接"

    def ready(self) -> None:
        """Make events, ciphertext, the period, clocks, the reaction, menu, panel, today and the part of the copy known."""
        from yinqiao.areas.cases import events, reactions
        from yinqiao.areas.cases.services import CASES, CLOCKS, ENCRYPTED
        from yinqiao.areas.cases.types import ENTERPRISES, OFFICES, PLACES
        from yinqiao.areas.cases.views.copied import COPIED
        from yinqiao.areas.cases.views.today import panel, today_entries
        from yinqiao.areas.organisations.events import PLACE_MERGED
        from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies
        from yinqiao.platform.workdays import register_clocks

        register_event_types(events)
        register_clocks(CLOCKS)
        register_retention(CASES)
        for table in ENCRYPTED:
            register_encrypted(table)
        on(PLACE_MERGED, reactions.on_place_merged)
        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(MenuEntry("联动对接", "cases:cases", "affiliate", frozenset(PLACES), order=34))
        ui.add_menu(MenuEntry("企社联络", "cases:requests", "affiliate", frozenset(ENTERPRISES), order=34))
        ui.add_menu(MenuEntry("收到的交办", "cases:steps", "inbox", frozenset(OFFICES), order=35))
        ui.add_panel(PersonPanel("cases.open", "联动对接", "cases/panel.html", panel, slot="side", order=16))
        ui.add_today(today_entries)
        copies.add(COPIED)
