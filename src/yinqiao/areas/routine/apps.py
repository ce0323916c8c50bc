"""Wiring of the room of the monthly handover."""

from django.apps import AppConfig


class RoutineConfig(AppConfig):
    """The monthly handover of those who retire."""

    name = "yinqiao.areas.routine"
    label = "routine"
    verbose_name = "常态化移交"

    def ready(self) -> None:
        """Make the room's events, kind of list, reactions, periods, menu and today's entries known."""
        from yinqiao.areas.handover import events as handover
        from yinqiao.areas.lists.queries import register_kind
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.routine import events, reactions
        from yinqiao.areas.routine.rules import ENTERPRISE_ROLES, PLACE_ROLES
        from yinqiao.areas.routine.services.retention import EXPECTED, RETIRING_ROWS
        from yinqiao.areas.routine.services.sealing import ENCRYPTED
        from yinqiao.areas.routine.views.copied import COPIED
        from yinqiao.areas.routine.views.kind import RETIRING_LISTS
        from yinqiao.areas.routine.views.papers import INTRODUCTION
        from yinqiao.areas.routine.views.today import today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_kind(RETIRING_LISTS)
        papers.add(INTRODUCTION)
        for table in ENCRYPTED:
            register_encrypted(table)
        for kind in (RETIRING_ROWS, EXPECTED):
            register_retention(kind)
        on(handover.BATCH_SUBMITTED, reactions.on_batch_submitted)
        on(handover.BATCH_UNDONE, reactions.on_batch_undone)
        on(handover.OFFER_WITHDRAWN, reactions.on_offer_withdrawn)
        on(handover.PERSON_ACCEPTED, reactions.on_person_accepted)
        follows_place("routine_expectedretiree")
        enterprises = frozenset(ENTERPRISE_ROLES)
        ui.add_menu(MenuEntry("常态化移交", "routine:people", "calendar-month", enterprises, order=11))
        ui.add_menu(MenuEntry("即将退休名单", "routine:batches", "calendar-up", enterprises, order=11))
        ui.add_menu(MenuEntry("常态化移交", "routine:figures", "calendar-month", frozenset(PLACE_ROLES), order=17))
        ui.add_today(today_entries)
        copies.add(COPIED)
