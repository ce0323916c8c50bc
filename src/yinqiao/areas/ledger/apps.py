"""Wiring of the list of people."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The work ledger of an office: its people as a list."""

    name = "yinqiao.areas.ledger"
    label = "ledger"
    verbose_name = "人员台账"

    def ready(self) -> None:
        """Make the list known, to which pages about one person lead back."""
        from yinqiao.areas.retirees.types import CASEWORKERS
        from yinqiao.platform.ui import MenuEntry, ui

        ui.add_people_list(MenuEntry("人员台账", "ledger:people", "address-book", CASEWORKERS, order=20))
