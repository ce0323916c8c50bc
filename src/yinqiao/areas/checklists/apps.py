"""Wiring of the room of checklists."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """What must be ready before a handover."""

    name = "yinqiao.areas.checklists"
    label = "checklists"
    verbose_name = "移交准备"

    def ready(self) -> None:
        """Make the room's events, paper, reaction, menu entry, link and entries of today known."""
        from yinqiao.areas.agreements.events import PROPOSED
        from yinqiao.areas.agreements.queries import PARTIES
        from yinqiao.areas.checklists import events, reactions
        from yinqiao.areas.checklists.views.papers import REMINDER
        from yinqiao.areas.checklists.views.today import today_entries
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        papers.add(REMINDER)
        follows_place("checklists_checklistitem")
        on(PROPOSED, reactions.on_agreement_proposed)
        ui.add_menu(MenuEntry("移交准备", "checklists:agreements", "checklist", PARTIES, order=9))
        ui.add_today(today_entries)
        ui.add_link("agreement", "移交准备清单", "checklists:checklist")
