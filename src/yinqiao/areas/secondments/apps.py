"""Wiring of 企业型重点社区."""

from django.apps import AppConfig


class SecondmentsConfig(AppConfig):
    """Key communities and who is seconded there."""

    name = "yinqiao.areas.secondments"
    label = "secondments"
    verbose_name = "企业型重点社区"

    def ready(self) -> None:
        """Make events, the period, the columns of places, reactions and what is shown known."""
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.retirees import events as people
        from yinqiao.areas.secondments import events, reactions
        from yinqiao.areas.secondments.services import DEEDS
        from yinqiao.areas.secondments.views.copied import COPIED
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_retention(DEEDS)
        follows_place("secondments_keycommunity")
        follows_place("secondments_proposal")
        follows_place("secondments_secondment")
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
        copies.add(COPIED)
        self._show()

    def _show(self) -> None:
        """The menu and what waits today."""
        from yinqiao.areas.secondments.rules import PLACES, PROPOSERS
        from yinqiao.areas.secondments.types import SECONDED
        from yinqiao.areas.secondments.views.theirs import HOME
        from yinqiao.areas.secondments.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, ui

        ui.add_menu(MenuEntry("企业型重点社区", "secondments:communities", "building-community", PLACES, order=18))
        ui.add_menu(MenuEntry(HOME, "secondments:their_officers", "user-share", PROPOSERS, order=18))
        ui.add_menu(MenuEntry("我联系的人员", "secondments:people", "users", frozenset({SECONDED}), order=20))
        ui.add_menu(MenuEntry("待办事项", "secondments:own_open", "list-check", frozenset({SECONDED}), order=21))
        ui.add_today(today_entries)
