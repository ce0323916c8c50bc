"""Wiring of lost contact."""

from django.apps import AppConfig


class LostContactConfig(AppConfig):
    """People who cannot be reached."""

    name = "yinqiao.areas.lost_contact"
    label = "lost_contact"
    verbose_name = "失联"

    def ready(self) -> None:
        """Make the room's events, reactions, menu entry, panel and entries of today known."""
        from yinqiao.areas.contacts.types import tell_signs
        from yinqiao.areas.handover.events import FIRST_CONTACT_MADE
        from yinqiao.areas.lost_contact import events, reactions
        from yinqiao.areas.lost_contact.queries import last_contacts
        from yinqiao.areas.lost_contact.rules import TRY
        from yinqiao.areas.lost_contact.views.copied import COPIED
        from yinqiao.areas.lost_contact.views.person import panel
        from yinqiao.areas.lost_contact.views.today import today_entries
        from yinqiao.areas.party.events import CHECKED_IN
        from yinqiao.areas.retirees.events import (
            CALL_NOTED,
            DEATH_RECORDED,
            DEATH_WITHDRAWN,
            REGISTRATION_UNDONE,
            VISIT_NOTED,
        )
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        tell_signs(last_contacts)
        for contact in (VISIT_NOTED, CALL_NOTED, FIRST_CONTACT_MADE, CHECKED_IN):
            on(contact, reactions.on_contact)
        on(DEATH_RECORDED, reactions.on_death_recorded)
        on(DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(MenuEntry("失联人员", "lost_contact:people", "user-question", TRY.roles, order=28))
        ui.add_panel(
            PersonPanel("lost_contact.standing", "联系状态", "lost_contact/panel.html", panel, slot="side", order=20)
        )
        ui.add_today(today_entries)
        copies.add(COPIED)
