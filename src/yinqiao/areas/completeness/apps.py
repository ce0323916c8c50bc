"""Wiring of missing facts."""

from django.apps import AppConfig


class CompletenessConfig(AppConfig):
    """Facts that are missing or doubtful."""

    name = "yinqiao.areas.completeness"
    label = "completeness"
    verbose_name = "信息不全"

    def ready(self) -> None:
        """Make the room's events, encrypted table, menu entries, period, panel and entries of today known."""
        from yinqiao.areas.completeness import events, reactions
        from yinqiao.areas.completeness.rules import PARTIES
        from yinqiao.areas.completeness.services import ENCRYPTED, REQUESTS
        from yinqiao.areas.completeness.views.copied import COPIED
        from yinqiao.areas.completeness.views.person import panel
        from yinqiao.areas.completeness.views.today import today_entries
        from yinqiao.areas.retirees.events import DETAILS_CORRECTED, REGISTRATION_UNDONE
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_retention(REQUESTS)
        on(DETAILS_CORRECTED, reactions.on_details_corrected)
        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(MenuEntry("信息不全", "completeness:items", "clipboard-list", frozenset(PARTIES), order=41))
        ui.add_menu(MenuEntry("企业补充", "completeness:requests", "message-question", frozenset(PARTIES), order=42))
        ui.add_panel(
            PersonPanel("completeness.gaps", "待补信息", "completeness/panel.html", panel, slot="side", order=30)
        )
        ui.add_today(today_entries)
        copies.add(COPIED)
