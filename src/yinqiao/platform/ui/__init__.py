"""Where rooms register what the shell shows: menu entries, person-page panels, entries of today's list, searches."""

from yinqiao.platform.ui.registry import EnterpriseFact, MenuEntry, PagePart, PersonPanel, TodayEntry, TodaySource, ui

__all__ = ["EnterpriseFact", "MenuEntry", "PagePart", "PersonPanel", "TodayEntry", "TodaySource", "ui"]
