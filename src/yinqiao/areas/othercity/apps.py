"""Wiring of the room of other cities."""

from django.apps import AppConfig


class OthercityConfig(AppConfig):
    """People who go to another city, and people who come from one."""

    name = "yinqiao.areas.othercity"
    label = "othercity"
    verbose_name = "异地移交"

    def ready(self) -> None:
        """Make the room's events, sealed columns, periods, reactions, menu, today's entries and strand known."""
        from yinqiao.areas.othercity import events, reactions
        from yinqiao.areas.othercity.rules import CITY_ROLES, DESK_ROLES, KEY_ROLES
        from yinqiao.areas.othercity.services.retention import PACKAGES
        from yinqiao.areas.othercity.services.sealing import ENCRYPTED
        from yinqiao.areas.othercity.views.copied import COPIED
        from yinqiao.areas.othercity.views.person import person_strand
        from yinqiao.areas.othercity.views.today import today_entries
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        for table in ENCRYPTED:
            register_encrypted(table)
        register_retention(PACKAGES)
        for kind in (people.DEATH_RECORDED, people.MOVE_RECORDED, people.PEOPLE_MERGED):
            on(kind, reactions.on_person_changed)
        on(events.ACCEPTED, reactions.on_accepted)
        ui.add_menu(MenuEntry("异地移交", "othercity:people", "plane-departure", frozenset(DESK_ROLES), order=18))
        ui.add_menu(MenuEntry("外市移入", "othercity:arrivals", "plane-arrival", frozenset(CITY_ROLES), order=18))
        keepers = frozenset(KEY_ROLES) - frozenset(CITY_ROLES)
        ui.add_menu(MenuEntry("城市公钥", "othercity:keys", "key", keepers, order=67))
        ui.add_today(today_entries)
        copies.add(COPIED)
        ui.add_strand("person", person_strand)
