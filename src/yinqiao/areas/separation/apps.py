"""Wiring of people and archives that are apart."""

from django.apps import AppConfig


class SeparationConfig(AppConfig):
    """People without archives, archives without people."""

    name = "yinqiao.areas.separation"
    label = "separation"
    verbose_name = "人档分离"

    def ready(self) -> None:
        """Make the room's reaction, menu entries and entries of today known."""
        from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
        from yinqiao.areas.separation import reactions
        from yinqiao.areas.separation.rules import PARTIES, SETTLERS
        from yinqiao.areas.separation.views.copied import COPIED
        from yinqiao.areas.separation.views.today import today_entries
        from yinqiao.platform.events.registry import on
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(MenuEntry("人档分离", "separation:items", "folder-question", PARTIES, order=45))
        ui.add_menu(MenuEntry("人档疑似对应", "separation:matches", "user-search", SETTLERS, order=44))
        ui.add_today(today_entries)
        copies.add(COPIED)
