"""Wiring of 代办授权."""

from django.apps import AppConfig


class AuthorisationsConfig(AppConfig):
    """Whom a person lets act."""

    name = "yinqiao.areas.authorisations"
    label = "authorisations"
    verbose_name = "代办授权"

    def ready(self) -> None:
        """Make events, the period, reactions, the panel and the part of the copy known."""
        from yinqiao.areas.authorisations import events, reactions
        from yinqiao.areas.authorisations.services import ENCRYPTED, ENDED_ONES
        from yinqiao.areas.authorisations.views.copied import COPIED
        from yinqiao.areas.authorisations.views.keeping import panel
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_retention(ENDED_ONES)
        on(people.DEATH_RECORDED, reactions.on_death_recorded)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_panel(
            PersonPanel("authorisations.standing", "代办授权", "authorisations/panel.html", panel, slot="side", order=17)
        )  # fmt: skip
        copies.add(COPIED)
