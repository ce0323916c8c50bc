"""Wiring of 困难状况、应走访与困难帮扶."""

from django.apps import AppConfig


class AidConfig(AppConfig):
    """Hardship and visits due."""

    name = "yinqiao.areas.aid"
    label = "aid"
    verbose_name = "困难状况与应走访"

    def ready(self) -> None:
        """Make types, events, periods, reactions, menu, panel, today and the parts of the copy known."""
        from yinqiao.areas.aid import events
        from yinqiao.areas.aid.queries import FACTS, OWN
        from yinqiao.areas.aid.rules import LOOK, MANAGERS
        from yinqiao.areas.aid.schemas import INWARD_TYPES
        from yinqiao.areas.aid.services import CLOCKS, CONSENTS, ENCRYPTED, HARDSHIPS, RELIEFS, VISITS
        from yinqiao.areas.aid.types import MATTER, tell_signals
        from yinqiao.areas.aid.views.copied import COPIED
        from yinqiao.areas.aid.views.person import panel
        from yinqiao.areas.aid.views.today import today_entries
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.areas.duties.types import tell_facts
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies
        from yinqiao.platform.workdays import register_clocks

        register_event_types(events)
        for kind in INWARD_TYPES:
            register_inward(kind)
        for kept in (HARDSHIPS, VISITS, CONSENTS, RELIEFS):
            register_retention(kept)
        tell_facts(lambda: FACTS)
        tell_signals(lambda: OWN)
        for sealed in ENCRYPTED:
            register_encrypted(sealed)
        register_clocks(CLOCKS)
        register_matters(lambda day: [(MATTER, "申请困难帮扶（家人可以同意核对收入和财产）")])
        self._listen()
        ui.add_menu(MenuEntry("困难帮扶", "aid:reliefs", "heart-handshake", LOOK.roles, order=24))
        ui.add_menu(MenuEntry("健康类信息依据", "aid:sources", "file-certificate", frozenset(MANAGERS), order=64))
        ui.add_panel(PersonPanel("aid.standing", "困难状况与应走访", "aid/panel.html", panel, slot="side", order=16))
        ui.add_today(today_entries)
        copies.add(COPIED)

    def _listen(self) -> None:
        """The room follows its own events and those of the register."""
        from yinqiao.areas.aid import events, reactions
        from yinqiao.areas.duties.events import DELIVERED, DELIVERY_UNDONE
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        changes = (
            events.HARDSHIP_RECOGNISED, events.HARDSHIP_ENDED, events.HARDSHIP_WITHDRAWN, events.HARDSHIP_RESUMED,
        )  # fmt: skip
        for change in changes:
            on(change, reactions.on_hardship_changed)
        for change in reactions.STANDINGS:
            on(change, reactions.on_standing_changed)
        on(DELIVERED, reactions.on_delivered)
        on(DELIVERY_UNDONE, reactions.on_delivery_undone)
        on(people.VISIT_NOTED, reactions.on_visit_noted)
        on(people.DEATH_RECORDED, reactions.on_death_recorded)
        on(people.DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
