"""Wiring of certification."""

from django.apps import AppConfig


class CertificationConfig(AppConfig):
    """Whether pensioners are certified in time."""

    name = "yinqiao.areas.certification"
    label = "certification"
    verbose_name = "资格认证"

    def ready(self) -> None:
        """Make the room's events, reactions, period, menu entries, strand, panel and entries of today known."""
        from yinqiao.areas.certification import events
        from yinqiao.areas.certification.queries import last_certified
        from yinqiao.areas.certification.rules import CERTIFY, SENDERS
        from yinqiao.areas.certification.schemas import INWARD_TYPES
        from yinqiao.areas.certification.services import RECORDS
        from yinqiao.areas.certification.views.copied import COPIED
        from yinqiao.areas.certification.views.person import panel, pension_strand
        from yinqiao.areas.certification.views.today import today_entries
        from yinqiao.areas.contacts.types import tell_signs
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.platform.access.types import Scope
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_retention(RECORDS)
        for kind in INWARD_TYPES:
            register_inward(kind)
        tell_signs(lambda ids: last_certified(scope=Scope.everything(), ids=ids))
        self._listen()
        ui.add_menu(MenuEntry("资格认证", "certification:people", "user-scan", CERTIFY.roles, order=23))
        ui.add_menu(MenuEntry("认证结果报送", "certification:deliveries", "file-export", SENDERS, order=23))
        ui.add_strand("pension", pension_strand)
        ui.add_panel(
            PersonPanel("certification.clock", "资格认证", "certification/panel.html", panel, slot="side", order=15)
        )
        ui.add_today(today_entries)
        copies.add(COPIED)

    def _listen(self) -> None:
        """Certification follows the register."""
        from yinqiao.areas.certification import reactions
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        on(people.DEATH_RECORDED, reactions.on_person_changed)
        on(people.DEATH_WITHDRAWN, reactions.on_person_changed)
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
