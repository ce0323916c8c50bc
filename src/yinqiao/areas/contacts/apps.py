"""Wiring of contact persons."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Contact persons."""

    name = "yinqiao.areas.contacts"
    label = "contacts"
    verbose_name = "联系人"

    def ready(self) -> None:
        """Make the room's events, encrypted table and panel known."""
        from yinqiao.areas.contacts import events, views
        from yinqiao.areas.contacts.services import ENCRYPTED
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.ui import PersonPanel, ui

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        panel = "contacts/panel_contact_people.html"
        ui.add_panel(PersonPanel("contacts.contact_people", "联系人", panel, views.contact_people, order=15))
