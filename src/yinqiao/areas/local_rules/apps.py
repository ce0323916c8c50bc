"""Wiring of 本市规则."""

from django.apps import AppConfig


class LocalRulesConfig(AppConfig):
    """What a city sets otherwise."""

    name = "yinqiao.areas.local_rules"
    label = "local_rules"
    verbose_name = "本市规则"

    def ready(self) -> None:
        """Supply the rulebook with what is published, and put the pages where the city's managers find them."""
        from yinqiao.areas.local_rules.queries import published_rules
        from yinqiao.areas.local_rules.rules import MANAGERS
        from yinqiao.areas.local_rules.views.today import today_entries
        from yinqiao.platform.rulebook import supply_rules
        from yinqiao.platform.ui import MenuEntry, ui

        supply_rules(published_rules)
        ui.add_menu(MenuEntry("规则和参数", "local_rules:rules", "scale", frozenset(MANAGERS), order=65))
        ui.add_today(today_entries)
