"""Wiring of 走访安排."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Rounds at the door."""

    name = "yinqiao.areas.rounds"
    label = "rounds"
    verbose_name = "走访安排"

    def ready(self) -> None:
        """Make the periods, the menu entry, the entry of today, the part of the copy and the reaction known."""
        from yinqiao.areas.duties.types import CaseDoor, set_case_door
        from yinqiao.areas.retirees import events as people
        from yinqiao.areas.rounds import reactions
        from yinqiao.areas.rounds.queries import case_kinds
        from yinqiao.areas.rounds.rules import WALKERS
        from yinqiao.areas.rounds.services import PLANS, ROUNDS, open_found_case
        from yinqiao.areas.rounds.views.cases import case_url
        from yinqiao.areas.rounds.views.copied import COPIED
        from yinqiao.areas.rounds.views.today import today_entries
        from yinqiao.platform.events.registry import on
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        set_case_door(CaseDoor(case_kinds, open_found_case, case_url))
        register_retention(ROUNDS)
        register_retention(PLANS)
        ui.add_menu(MenuEntry("离线走访", "rounds:rounds", "device-mobile", WALKERS, order=22))
        ui.add_today(today_entries)
        copies.add(COPIED)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
