"""Wiring of the certificates from the record of an archive."""

from django.apps import AppConfig


class ArchiveCertificatesConfig(AppConfig):
    """Custody, work history, kinship: what the keeper of an archive certifies."""

    name = "yinqiao.areas.archive_certificates"
    label = "archive_certificates"
    verbose_name = "档案证明"

    def ready(self) -> None:
        """Make events, places, periods, ciphertext, the matter of authorisations, menu, today and copies known."""
        from yinqiao.areas.archive_certificates import events
        from yinqiao.areas.archive_certificates.rules import KEEPERS
        from yinqiao.areas.archive_certificates.services import ATTESTATIONS, ENCRYPTED
        from yinqiao.areas.archive_certificates.types import MATTER
        from yinqiao.areas.archive_certificates.views.copied import COPIED
        from yinqiao.areas.archive_certificates.views.today import today_entries
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_retention(ATTESTATIONS)
        follows_place("archive_certificates_attestation")
        register_matters(lambda day: [(MATTER, "申请档案证明（证明只给本人看）")])
        ui.add_menu(
            MenuEntry("档案证明", "archive_certificates:attestations", "certificate", frozenset(KEEPERS), order=32)
        )
        ui.add_link("archive", "登记来函，开档案证明", "archive_certificates:by_letter")
        ui.add_today(today_entries)
        copies.add(COPIED)
