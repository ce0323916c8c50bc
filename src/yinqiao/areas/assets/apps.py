"""Wiring of the room of assets."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """Premises and equipment of a handover."""

    name = "yinqiao.areas.assets"
    label = "assets"
    verbose_name = "移交资产"

    def ready(self) -> None:
        """Make the room's events, kind of list, periods, menu and today's entries known."""
        from yinqiao.areas.assets import events
        from yinqiao.areas.assets.rules import ENTERPRISE_ROLES, VIEWERS
        from yinqiao.areas.assets.services.custody import CUSTODY
        from yinqiao.areas.assets.services.retention import ASSET_ROWS
        from yinqiao.areas.assets.views.enterprise import enterprise_facts
        from yinqiao.areas.assets.views.kind import ASSET_LISTS
        from yinqiao.areas.assets.views.papers import ASSET_PAPER
        from yinqiao.areas.assets.views.today import today_entries
        from yinqiao.areas.lists.queries import register_kind
        from yinqiao.areas.organisations.queries import follows_in_custody, follows_place
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        follows_place("assets_assetlist")
        follows_place("assets_asset", "community_no")
        follows_in_custody(CUSTODY)
        register_kind(ASSET_LISTS)
        papers.add(ASSET_PAPER)
        register_retention(ASSET_ROWS)
        ui.add_menu(MenuEntry("资产移交", "assets:batches", "building", frozenset(ENTERPRISE_ROLES), order=13))
        ui.add_menu(MenuEntry("移交资产", "assets:assets", "building-community", frozenset(VIEWERS), order=57))
        ui.add_enterprise_facts(enterprise_facts)
        ui.add_today(today_entries)
