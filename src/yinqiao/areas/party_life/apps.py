"""Wiring of the room of party life."""

from django.apps import AppConfig


class PartyLifeConfig(AppConfig):
    """Party life."""

    name = "yinqiao.areas.party_life"
    label = "party_life"
    verbose_name = "党建"

    def ready(self) -> None:
        """Make the room's events, papers, menu and today's entries known."""
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.party_life import events, reactions
        from yinqiao.areas.party_life.rules import ORGANISERS
        from yinqiao.areas.party_life.services import ADDITIONS, BRANCHES, ERRANDS, MEETINGS, WHEREABOUTS
        from yinqiao.areas.party_life.views.copied import COPIED
        from yinqiao.areas.party_life.views.papers import MINUTES, NOTICE
        from yinqiao.areas.party_life.views.today import today_entries
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        for table in ("branch", "membership", "meeting", "attendance", "addition", "errand", "honour"):
            follows_place(f"party_life_{table}")
        for sealed in (BRANCHES, MEETINGS, ADDITIONS, ERRANDS, WHEREABOUTS):
            register_encrypted(sealed)
        for paper in (NOTICE, MINUTES):
            papers.add(paper)
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
        ui.add_menu(MenuEntry("党支部", "party_life:branches", "flag", frozenset(ORGANISERS), order=51))
        copies.add(COPIED)
        ui.add_today(today_entries)
