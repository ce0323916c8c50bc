"""Wiring of 丧葬悼念."""

from django.apps import AppConfig


class BereavementConfig(AppConfig):
    """What is to be done after a death."""

    name = "yinqiao.areas.bereavement"
    label = "bereavement"
    verbose_name = "丧葬悼念"

    def ready(self) -> None:
        """Make events, clocks, the period, reactions, menu, panel, today and the part of the copy known."""
        from yinqiao.areas.bereavement import events, reactions
        from yinqiao.areas.bereavement.rules import WHO
        from yinqiao.areas.bereavement.services import CLOCKS, FILES
        from yinqiao.areas.bereavement.views.copied import COPIED
        from yinqiao.areas.bereavement.views.person import panel
        from yinqiao.areas.bereavement.views.today import today_entries
        from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
        from yinqiao.areas.retirees.types import CASEWORKERS
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies
        from yinqiao.platform.workdays import register_clocks

        register_event_types(events)
        register_retention(FILES)
        register_clocks(CLOCKS)
        on(DEATH_RECORDED, reactions.on_death_recorded)
        on(DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(MenuEntry("丧葬悼念", "bereavement:files", "candle", CASEWORKERS, order=25))
        ui.add_menu(MenuEntry("身后事项", "bereavement:turns", "list-check", WHO, order=33))
        ui.add_panel(
            PersonPanel(
                "bereavement.file", "丧葬悼念", "bereavement/panel.html", panel, slot="side", roles=CASEWORKERS, order=5
            )
        )
        ui.add_today(today_entries)
        copies.add(COPIED)
