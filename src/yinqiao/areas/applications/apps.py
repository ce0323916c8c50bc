"""Wiring of 服务办理."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Services: items as data, cases with a clock."""

    name = "yinqiao.areas.applications"
    label = "applications"
    verbose_name = "服务办理"

    def ready(self) -> None:
        """Make events, effects, the period, reactions, menu, panel, today and the part of the copy known."""
        from yinqiao.areas.applications import events
        from yinqiao.areas.applications.queries import items_in_force
        from yinqiao.areas.applications.services import CASES, CLOCKS, DRAFTS, EFFECTS, ENCRYPTED
        from yinqiao.areas.applications.types import PLACES, register_effect
        from yinqiao.areas.applications.views.applying import panel
        from yinqiao.areas.applications.views.copied import COPIED
        from yinqiao.areas.applications.views.today import today_entries
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies
        from yinqiao.platform.workdays import register_clocks

        register_event_types(events)
        register_matters(lambda day: [(one.code, one.title) for one in items_in_force(day) if not one.is_posthumous])
        for effect in EFFECTS:
            register_effect(effect)
        register_clocks(CLOCKS)
        register_retention(CASES)
        register_encrypted(ENCRYPTED)
        register_encrypted(DRAFTS)
        self._listen()
        ui.add_menu(MenuEntry("办件", "applications:cases", "clipboard-list", frozenset(PLACES), order=30))
        ui.add_panel(PersonPanel("applications.open", "办事", "applications/panel.html", panel, slot="side", order=15))
        ui.add_today(today_entries)
        copies.add(COPIED)

    def _listen(self) -> None:
        """Cases follow what happens to their people."""
        from yinqiao.areas.applications import reactions
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        on(people.DEATH_RECORDED, reactions.on_death_recorded)
        on(people.DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
