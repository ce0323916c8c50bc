"""Wiring of the room of archives."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """Personnel archives of a handover."""

    name = "yinqiao.areas.archives"
    label = "archives"
    verbose_name = "人事档案"

    def ready(self) -> None:
        """Make the room's events, reactions, kind of list, ciphertexts, periods, menu and today's entries known."""
        from yinqiao.areas.archives import events
        from yinqiao.areas.archives.rules import ENTERPRISE_ROLES, PARTIES, RECEIVER_ROLES
        from yinqiao.areas.archives.services.custody import CUSTODY
        from yinqiao.areas.archives.services.payload import ENCRYPTED
        from yinqiao.areas.archives.services.retention import CATALOGUE_ROWS
        from yinqiao.areas.archives.views.enterprise import enterprise_facts
        from yinqiao.areas.archives.views.kind import CATALOGUES
        from yinqiao.areas.archives.views.papers import PAPERS
        from yinqiao.areas.archives.views.person import archive_strand
        from yinqiao.areas.archives.views.today import today_entries
        from yinqiao.areas.lists.queries import register_kind
        from yinqiao.areas.organisations.queries import follows_in_custody, follows_place
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui

        register_event_types(events)
        follows_place("archives_catalogue")
        follows_place("archives_scan")
        follows_in_custody(CUSTODY)
        register_kind(CATALOGUES)
        for paper in PAPERS:
            papers.add(paper)
        register_retention(CATALOGUE_ROWS)
        for table in ENCRYPTED:
            register_encrypted(table)
        self._listen()
        enterprises, receivers = frozenset(ENTERPRISE_ROLES), frozenset(RECEIVER_ROLES)
        ui.add_menu(MenuEntry("档案移交", "archives:batches", "archive", enterprises, order=12))
        ui.add_menu(MenuEntry("档案清点", "archives:receptions", "barcode", receivers, order=16))
        ui.add_menu(MenuEntry("移交档案", "archives:archives", "folders", frozenset(PARTIES), order=56))
        ui.add_enterprise_facts(enterprise_facts)
        ui.add_today(today_entries)
        ui.add_strand("archive", archive_strand)

    def _listen(self) -> None:
        """Archives go with their people, and stand in the copy of their data."""
        from yinqiao.areas.archives import reactions
        from yinqiao.areas.archives.views.copied import COPIED
        from yinqiao.areas.handover.events import BATCH_SUBMITTED
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.events.registry import on
        from yinqiao.platform.ui.copies import copies

        copies.add(COPIED)
        on(people.REGISTERED, reactions.on_registered)
        on(BATCH_SUBMITTED, reactions.on_batch_submitted)
        on(people.DETAILS_CORRECTED, reactions.on_details_corrected)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
        on(people.PEOPLE_MERGED, reactions.on_people_merged)
        on(people.PEOPLE_SPLIT, reactions.on_people_split)
