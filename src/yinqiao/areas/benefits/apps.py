"""Wiring of 企业保留待遇."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Benefits that stay with the enterprise."""

    name = "yinqiao.areas.benefits"
    label = "benefits"
    verbose_name = "企业保留待遇"

    def ready(self) -> None:
        """Make types, events, period, reactions, link, panel and the part of the copy known."""
        from yinqiao.areas.aid.types import tell_signals
        from yinqiao.areas.benefits import events
        from yinqiao.areas.benefits.queries import STOPPED
        from yinqiao.areas.benefits.rules import LOOKERS
        from yinqiao.areas.benefits.schemas import INWARD_TYPES
        from yinqiao.areas.benefits.services import TOLD
        from yinqiao.areas.benefits.views.copied import COPIED
        from yinqiao.areas.benefits.views.fates import today_entries
        from yinqiao.areas.benefits.views.person import panel
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        for kind in INWARD_TYPES:
            register_inward(kind)
        register_retention(TOLD)
        tell_signals(lambda: STOPPED)
        self._listen()
        follows_place("benefits_benefititem")
        ui.add_menu(MenuEntry("原待遇去向", "benefits:fates", "home-question", LOOKERS, order=29))
        ui.add_today(today_entries)
        ui.add_link("agreement", "企业保留待遇", "benefits:people")
        ui.add_panel(
            PersonPanel("benefits.items", "企业保留待遇", "benefits/panel.html", panel, roles=LOOKERS, order=70)
        )
        copies.add(COPIED)

    def _listen(self) -> None:
        """The room follows agreements and the register."""
        from yinqiao.areas.agreements.events import SIGNED
        from yinqiao.areas.benefits import reactions
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        on(SIGNED, reactions.on_signed)
        on(people.DEATH_RECORDED, reactions.on_death_recorded)
        on(people.DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
