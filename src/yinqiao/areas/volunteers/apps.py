"""Wiring of 志愿服务."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    """Volunteers, tasks, and the hours that are recorded."""

    name = "yinqiao.areas.volunteers"
    label = "volunteers"
    verbose_name = "志愿服务"

    def ready(self) -> None:
        """Make events, the period, reactions and what is shown known."""
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.volunteers import events
        from yinqiao.areas.volunteers.services import SERVED
        from yinqiao.areas.volunteers.views.copied import COPIED
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_retention(SERVED)
        follows_place("volunteers_task")
        copies.add(COPIED)
        self._listen()
        self._show()

    def _listen(self) -> None:
        """Volunteers follow the register."""
        from yinqiao.areas.retirees import events as people
        from yinqiao.areas.volunteers import reactions
        from yinqiao.platform.events.registry import on

        on(people.DEATH_RECORDED, reactions.on_death_recorded)
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)

    def _show(self) -> None:
        """The menu, the panel of a person, what waits today."""
        from yinqiao.areas.volunteers.rules import ORGANISERS
        from yinqiao.areas.volunteers.views.person import panel
        from yinqiao.areas.volunteers.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        ui.add_menu(MenuEntry("志愿服务", "volunteers:tasks", "heart-handshake", frozenset(ORGANISERS), order=27))
        ui.add_panel(
            PersonPanel("volunteers.serves", "志愿服务", "volunteers/panel.html", panel, slot="side", order=19)
        )
        ui.add_today(today_entries)
