"""Wiring of the room of handover."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Rosters, offers, acceptance."""

    name = "yinqiao.areas.handover"
    label = "handover"
    verbose_name = "移交接管"

    def ready(self) -> None:
        """Make the room's events, kind of list, reactions, menu and today's entries known."""
        from yinqiao.areas.handover import events, reactions
        from yinqiao.areas.handover.services.payload import ENCRYPTED
        from yinqiao.areas.handover.services.retention import ROSTER_ROWS
        from yinqiao.areas.handover.views.enterprise import enterprise_facts
        from yinqiao.areas.handover.views.kind import ROSTERS
        from yinqiao.areas.handover.views.papers import PAPERS
        from yinqiao.areas.handover.views.shared import ENTERPRISES, PLACES, ROUTERS
        from yinqiao.areas.handover.views.today import today_entries
        from yinqiao.areas.lists.queries import register_kind
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.areas.retirees.events import CHANGE_UNDONE, DEATH_WITHDRAWN, MOVE_RECORDED
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        register_kind(ROSTERS)
        for paper in PAPERS:
            papers.add(paper)
        register_retention(ROSTER_ROWS)
        register_encrypted(ENCRYPTED)
        follows_place("handover_offer")
        on(MOVE_RECORDED, reactions.on_move_recorded)
        on(CHANGE_UNDONE, reactions.on_change_undone)
        on(DEATH_WITHDRAWN, reactions.on_death_withdrawn)
        on(events.PERSON_ACCEPTED, reactions.on_person_accepted)
        on(events.BATCH_SUBMITTED, reactions.on_batch_submitted)
        enterprises, at_places, routers = frozenset(ENTERPRISES), frozenset(PLACES), frozenset(ROUTERS)
        ui.add_menu(MenuEntry("移交名册", "handover:batches", "file-spreadsheet", enterprises, order=10))
        ui.add_menu(MenuEntry("退回待答复", "handover:returned", "arrow-back-up", enterprises, order=19))
        ui.add_menu(MenuEntry("待接收人员", "handover:waiting", "user-check", at_places, order=10))
        ui.add_menu(MenuEntry("待分派人员", "handover:desk", "arrows-split", routers, order=12))
        ui.add_menu(MenuEntry("首次联系", "handover:contacts", "phone-call", at_places, order=14))
        ui.add_menu(MenuEntry("移交接收人员", "handover:people", "users", enterprises | at_places, order=55))
        ui.add_enterprise_facts(enterprise_facts)
        ui.add_today(today_entries)
