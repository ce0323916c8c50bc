"""Wiring of the room of party dues."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """Party dues."""

    name = "yinqiao.areas.dues"
    label = "dues"
    verbose_name = "党费收缴"

    def ready(self) -> None:
        """Make the room's events, menu and today's entries known."""
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.areas.dues import events, reactions
        from yinqiao.areas.dues.rules import COLLECTORS
        from yinqiao.areas.dues.services.retention import LEDGER
        from yinqiao.areas.dues.types import MATTER
        from yinqiao.areas.dues.views.copied import COPIED
        from yinqiao.areas.dues.views.papers import RECEIPT, REFUND
        from yinqiao.areas.dues.views.today import today_entries
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_floor
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        for table in ("account", "standard", "decision", "charge", "payment", "transfer", "entry", "order", "refund"):
            follows_place(f"dues_{table}")
        for paper in (RECEIPT, REFUND):
            papers.add(paper)
        register_floor(LEDGER)
        register_matters(lambda day: [(MATTER, "交党费（党员；家人看得到每一笔）")])
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        ui.add_menu(MenuEntry("党费收缴", "dues:month", "coin-yuan", frozenset(COLLECTORS), order=52))
        copies.add(COPIED)
        ui.add_today(today_entries)
