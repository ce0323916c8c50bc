"""Wiring of the room of democratic reviews."""

from django.apps import AppConfig


class PartyReviewsConfig(AppConfig):
    """Democratic reviews."""

    name = "yinqiao.areas.party_reviews"
    label = "party_reviews"
    verbose_name = "民主评议党员"

    def ready(self) -> None:
        """Make the room's menu, today's entries and the copy known. It has no events: whoever reads one learns too much."""
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.party_reviews.rules import ORGANISERS
        from yinqiao.areas.party_reviews.services import PARTS, REVIEWS
        from yinqiao.areas.party_reviews.views.copied import COPIED
        from yinqiao.areas.party_reviews.views.today import today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        for table in ("review", "part", "tally"):
            follows_place(f"party_reviews_{table}")
        for sealed in (REVIEWS, PARTS):
            register_encrypted(sealed)
        ui.add_menu(MenuEntry("民主评议", "party_reviews:reviews", "clipboard-list", frozenset(ORGANISERS), order=52))
        copies.add(COPIED)
        ui.add_today(today_entries)
