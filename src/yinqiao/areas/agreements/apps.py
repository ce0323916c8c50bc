"""Wiring of the room of agreements."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements between enterprises and places."""

    name = "yinqiao.areas.agreements"
    label = "agreements"
    verbose_name = "移交协议"

    def ready(self) -> None:
        """Make the room's events, menu entry and entries of today known."""
        from yinqiao.areas.agreements import events
        from yinqiao.areas.agreements.rules import PARTIES
        from yinqiao.areas.agreements.views.enterprise import enterprise_facts
        from yinqiao.areas.agreements.views.papers import AGREEMENT_PAPER, SUPPLEMENT_PAPER
        from yinqiao.areas.agreements.views.today import today_entries
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        for kind in (AGREEMENT_PAPER, SUPPLEMENT_PAPER):
            papers.add(kind)
        follows_place("agreements_agreement")
        ui.add_menu(MenuEntry("移交协议", "agreements:agreements", "file-certificate", PARTIES, order=8))
        ui.add_enterprise_facts(enterprise_facts)
        ui.add_today(today_entries)
