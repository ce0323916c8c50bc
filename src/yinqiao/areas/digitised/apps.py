"""Wiring of the room of digitised archives."""

from django.apps import AppConfig


class DigitisedConfig(AppConfig):
    """Scans of archives, look-ups, extracts, loans."""

    name = "yinqiao.areas.digitised"
    label = "digitised"
    verbose_name = "档案数字化"

    def ready(self) -> None:
        """Make events, places, periods, menu, today and the part of the copy known."""
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.areas.digitised import events
        from yinqiao.areas.digitised.rules import KEEPERS
        from yinqiao.areas.digitised.services import ENCRYPTED, EXTRACTS, LOANS, LOOKUPS
        from yinqiao.areas.digitised.types import MATTER
        from yinqiao.areas.digitised.views.copied import COPIED
        from yinqiao.areas.digitised.views.today import today_entries
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.scans.naming import names_blocks
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        for encrypted in ENCRYPTED:
            register_encrypted(encrypted)
        names_blocks("digitised_block", "address")
        for table in ("item", "scanbatch", "scan", "lookup", "extract", "loan"):
            follows_place(f"digitised_{table}")
        register_matters(lambda day: [(MATTER, "申请看档案里的材料（材料只给本人看）")])
        for period in (LOOKUPS, EXTRACTS, LOANS):
            register_retention(period)
        ui.add_menu(MenuEntry("档案数字化", "digitised:archives", "photo-scan", frozenset(KEEPERS), order=58))
        ui.add_today(today_entries)
        copies.add(COPIED)
