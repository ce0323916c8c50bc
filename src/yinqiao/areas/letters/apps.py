"""Wiring of 去函登记."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters to offices that answer on paper alone."""

    name = "yinqiao.areas.letters"
    label = "letters"
    verbose_name = "去函"

    def ready(self) -> None:
        """Make events, the paper, the period, the reaction, menu, link, today and the part of the copy known."""
        from yinqiao.areas.letters import events, reactions
        from yinqiao.areas.letters.rules import OFFICERS, PLACES
        from yinqiao.areas.letters.services import LETTERS
        from yinqiao.areas.letters.views.copied import COPIED
        from yinqiao.areas.letters.views.papers import LETTER_PAPER
        from yinqiao.areas.letters.views.today import today_entries
        from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_retention(LETTERS)
        papers.add(LETTER_PAPER)
        on(REGISTRATION_UNDONE, reactions.on_registration_undone)
        ui.add_menu(MenuEntry("去函登记", "letters:letters", "mail-forward", frozenset(PLACES), order=37))
        ui.add_menu(MenuEntry("来函", "letters:inbox", "mail-forward", frozenset(OFFICERS), order=37))
        ui.add_link("search_letters", "去函", "letters:of_person")
        ui.add_today(today_entries)
        copies.add(COPIED)
