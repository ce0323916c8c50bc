"""Wiring of 试用对接."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Worlds for trying."""

    name = "yinqiao.areas.sandbox"
    label = "sandbox"
    verbose_name = "试用对接"

    def ready(self) -> None:
        """Put the list of sandboxes into the menu."""
        from yinqiao.areas.sandbox.rules import MANAGERS
        from yinqiao.platform.ui import MenuEntry, ui

        ui.add_menu(MenuEntry("试用对接", "sandbox:sandboxes", "flask", frozenset(MANAGERS), order=68))
