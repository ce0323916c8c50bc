"""Wiring of 服务标准."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """What is due to whom by service standards."""

    name = "yinqiao.areas.duties"
    label = "duties"
    verbose_name = "服务标准"

    def ready(self) -> None:
        """Make the room's events, reactions, menu entry, panel, entries of today and the parts of other pages known."""
        from yinqiao.areas.duties import events
        from yinqiao.areas.duties.rules import SERVE
        from yinqiao.areas.duties.services import DELIVERIES, DUTIES
        from yinqiao.areas.duties.views.copied import COPIED
        from yinqiao.areas.duties.views.person import panel
        from yinqiao.areas.duties.views.standards import simulated
        from yinqiao.areas.duties.views.today import today_entries
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PagePart, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_retention(DUTIES)
        register_retention(DELIVERIES)
        self._listen()
        ui.add_menu(MenuEntry("应办服务", "duties:duties", "calendar-time", SERVE.roles, order=21))
        ui.add_panel(PersonPanel("duties.due", "应办服务", "duties/panel.html", panel, slot="side", order=14))
        ui.add_part("rule_version", PagePart("duties.simulated", "一年推算", "duties/simulated.html", simulated))
        ui.add_today(today_entries)
        copies.add(COPIED)

    def _listen(self) -> None:
        """What is due follows the register."""
        from yinqiao.areas.duties import reactions
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        for change in reactions.CHANGES:
            on(change, reactions.on_person_changed)
        for death in reactions.DEATHS:
            on(death, reactions.on_death)
        on(people.VISIT_NOTED, reactions.on_visit_noted)
        on(people.CALL_NOTED, reactions.on_call_noted)
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
