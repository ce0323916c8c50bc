"""Wiring of the room of party organisations."""

from django.apps import AppConfig


class BranchesConfig(AppConfig):
    """Party organisations of a handover."""

    name = "yinqiao.areas.branches"
    label = "branches"
    verbose_name = "党组织移交"

    def ready(self) -> None:
        """Make the room's events, reaction, sealed columns, followers, menu, panel and today's entries known."""
        from yinqiao.areas.branches import events, reactions
        from yinqiao.areas.branches.rules import PARTIES
        from yinqiao.areas.branches.services.custody import CUSTODY
        from yinqiao.areas.branches.services.facts import ENCRYPTED
        from yinqiao.areas.branches.views.enterprise import enterprise_facts
        from yinqiao.areas.branches.views.person import branch_panel
        from yinqiao.areas.branches.views.today import today_entries
        from yinqiao.areas.organisations.queries import follows_in_custody, follows_place
        from yinqiao.areas.party.events import ROSTER_OFFERED
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        register_event_types(events)
        follows_in_custody(CUSTODY)
        follows_place("branches_rosterbranch")
        on(ROSTER_OFFERED, reactions.on_party_roster)
        register_encrypted(ENCRYPTED)
        ui.add_menu(MenuEntry("党组织移交", "branches:organisations", "sitemap", frozenset(PARTIES), order=15))
        ui.add_enterprise_facts(enterprise_facts)
        ui.add_today(today_entries)
        ui.add_panel(PersonPanel("branch", "所在党组织", "branches/panel_branch.html", branch_panel, order=45))
