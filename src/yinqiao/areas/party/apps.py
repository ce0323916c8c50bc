"""Wiring of the room of party relations."""

from django.apps import AppConfig


class PartyConfig(AppConfig):
    """Party relations of a handover."""

    name = "yinqiao.areas.party"
    label = "party"
    verbose_name = "党组织关系"

    def ready(self) -> None:
        """Make the room's events, kind of list, sealed columns, periods, menu and today's entries known."""
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.areas.lists.queries import register_kind
        from yinqiao.areas.organisations.queries import follows_in_custody, follows_place
        from yinqiao.areas.party import events
        from yinqiao.areas.party.rules import ENTERPRISE_ROLES, PARTIES
        from yinqiao.areas.party.schemas import INWARD_CHANGE
        from yinqiao.areas.party.services.custody import CUSTODY
        from yinqiao.areas.party.services.facts import ENCRYPTED
        from yinqiao.areas.party.services.retention import ROSTER_ROWS
        from yinqiao.areas.party.views.copied import COPIED
        from yinqiao.areas.party.views.enterprise import enterprise_facts
        from yinqiao.areas.party.views.kind import ROSTERS
        from yinqiao.areas.party.views.papers import RECEPTION_SLIP
        from yinqiao.areas.party.views.person import party_strand
        from yinqiao.areas.party.views.today import today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_inward(INWARD_CHANGE)
        follows_place("party_roster", "named_no")
        follows_in_custody(CUSTODY)
        register_kind(ROSTERS)
        for table in ENCRYPTED:
            register_encrypted(table)
        register_retention(ROSTER_ROWS)
        papers.add(RECEPTION_SLIP)
        ui.add_menu(MenuEntry("党员移交", "party:batches", "flag", frozenset(ENTERPRISE_ROLES), order=14))
        ui.add_menu(MenuEntry("党组织关系", "party:members", "id-badge-2", frozenset(PARTIES), order=50))
        ui.add_enterprise_facts(enterprise_facts)
        ui.add_today(today_entries)
        copies.add(COPIED)
        ui.add_strand("party", party_strand)
