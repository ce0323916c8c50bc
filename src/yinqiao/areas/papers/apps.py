"""Wiring of the room of papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Numbered papers, their templates, their stamped copies."""

    name = "yinqiao.areas.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self) -> None:
        """Make the room's period, menu, panel and entries of today known."""
        from yinqiao.areas.papers.rules import PLACE_ROLES, PRINTERS
        from yinqiao.areas.papers.services.retention import PAPER_ABOUT
        from yinqiao.areas.papers.views.copied import COPIED
        from yinqiao.areas.papers.views.panel import papers_of
        from yinqiao.areas.papers.views.today import today_entries
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.platform.ui.copies import copies

        register_retention(PAPER_ABOUT)
        ui.add_menu(MenuEntry("文书", "papers:papers", "printer", frozenset(PRINTERS), order=61))
        at_places = frozenset(PLACE_ROLES)
        ui.add_panel(PersonPanel("papers.papers", "文书", "papers/panel.html", papers_of, "side", at_places, order=85))
        ui.add_today(today_entries)
        copies.add(COPIED)
