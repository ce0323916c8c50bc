"""Wiring of 活动与老年大学."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Activities, courses and who takes part."""

    name = "yinqiao.areas.activities"
    label = "activities"
    verbose_name = "活动与老年大学"

    def ready(self) -> None:
        """Make events, ciphertext, the period, the matter, reactions and what is shown known."""
        from yinqiao.areas.activities import events
        from yinqiao.areas.activities.services import ENCRYPTED, ENROLMENTS
        from yinqiao.areas.activities.types import MATTER
        from yinqiao.areas.activities.views.copied import COPIED
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_retention(ENROLMENTS)
        register_matters(lambda day: [(MATTER, "报名活动和课程")])
        follows_place("activities_branch")
        follows_place("activities_offering")
        copies.add(COPIED)
        self._listen()
        self._show()

    def _listen(self) -> None:
        """Enrolments follow the register."""
        from yinqiao.areas.activities import reactions
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on

        on(people.DEATH_RECORDED, reactions.on_death_recorded)
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)

    def _show(self) -> None:
        """The menu, the panel of a person, what waits today."""
        from yinqiao.areas.activities.rules import ORGANISERS
        from yinqiao.areas.activities.views.person import panel
        from yinqiao.areas.activities.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        ui.add_menu(MenuEntry("活动与老年大学", "activities:offerings", "school", frozenset(ORGANISERS), order=26))
        ui.add_panel(
            PersonPanel("activities.enrolled", "活动与课程", "activities/panel.html", panel, slot="side", order=18)
        )
        ui.add_today(today_entries)
