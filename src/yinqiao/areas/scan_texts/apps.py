"""Wiring of the full text of scans."""

from django.apps import AppConfig


class ScanTextsConfig(AppConfig):
    """Text layers of scanned archives, and the search in them."""

    name = "yinqiao.areas.scan_texts"
    label = "scan_texts"
    verbose_name = "档案全文"

    def ready(self) -> None:
        """Make ciphertext, places, the reaction, the menu and the way from a look-up known."""
        from yinqiao.areas.digitised.events import SCAN_FILED
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.scan_texts import reactions
        from yinqiao.areas.scan_texts.rules import SEARCHERS
        from yinqiao.areas.scan_texts.services import ENCRYPTED
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on
        from yinqiao.platform.ui import MenuEntry, ui

        register_encrypted(ENCRYPTED)
        for table in ("reading", "page"):
            follows_place(f"scan_texts_{table}")
        on(SCAN_FILED, reactions.on_scan_filed)
        ui.add_menu(MenuEntry("档案全文", "scan_texts:search", "search", frozenset(SEARCHERS), order=59))
        ui.add_link("lookup", "按文字查找页", "scan_texts:lookup")
