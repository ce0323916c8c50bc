"""Wiring of 证明."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates that must not be issued."""

    name = "yinqiao.areas.certificates"
    label = "certificates"
    verbose_name = "证明"

    def ready(self) -> None:
        """Make the menu known, and refuse to start with a list that is not whole."""
        from yinqiao.areas.certificates.rules import PLACES, refused
        from yinqiao.platform.ui import MenuEntry, ui

        refused()
        ui.add_menu(MenuEntry("不应出具的证明", "certificates:refused", "file-off", frozenset(PLACES), order=46))
