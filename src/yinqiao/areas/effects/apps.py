"""Wiring of 变动经过 and 后续事项."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    """Cause and effect."""

    name = "yinqiao.areas.effects"
    label = "effects"
    verbose_name = "变动经过与后续事项"

    def ready(self) -> None:
        """Make events, the period, reactions, menu, links, today and the part of the copy known."""
        from yinqiao.areas.effects import events, reactions
        from yinqiao.areas.effects.rules import ENTERPRISES, PLACES
        from yinqiao.areas.effects.services import FOLLOWUPS
        from yinqiao.areas.effects.views.copied import COPIED
        from yinqiao.areas.effects.views.today import today_entries
        from yinqiao.areas.handover.events import PERSON_PASSED_ON
        from yinqiao.areas.party.events import CHANGE_TAKEN_BACK, CHANGE_TOLD
        from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_retention(FOLLOWUPS)
        on(DEATH_RECORDED, reactions.on_death_recorded)
        on(DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(PERSON_PASSED_ON, reactions.on_passed_on)
        on(CHANGE_TOLD, reactions.on_change_told)
        on(CHANGE_TAKEN_BACK, reactions.on_change_taken_back)
        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(
            MenuEntry("后续事项", "effects:followups", "list-check", frozenset((*ENTERPRISES, *PLACES)), order=33)
        )
        ui.add_link("person_timeline", "变动经过", "effects:person")
        ui.add_link("inward_message", "变动经过", "effects:message")
        ui.add_today(today_entries)
        copies.add(COPIED)
