"""Wiring of 证明."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: those that must not be issued, and those that are."""

    name = "yinqiao.areas.certificates"
    label = "certificates"
    verbose_name = "证明"

    def ready(self) -> None:
        """Make everything known, and refuse to start with a list or with kinds that are not whole."""
        from yinqiao.areas.authorisations.types import register_matters
        from yinqiao.areas.certificates import events, reactions
        from yinqiao.areas.certificates.rules import kinds, refused
        from yinqiao.areas.certificates.services import CERTIFICATES, ENCRYPTED
        from yinqiao.areas.certificates.types import MATTER
        from yinqiao.areas.certificates.views.copied import COPIED
        from yinqiao.areas.retirees import events as people
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui.copies import copies

        refused()
        kinds()
        register_event_types(events)
        register_retention(CERTIFICATES)
        register_encrypted(ENCRYPTED)
        on(people.REGISTRATION_UNDONE, reactions.on_registration_undone)
        copies.add(COPIED)
        register_matters(lambda day: [(MATTER, "开社区的证明")])
        self._show()

    def _show(self) -> None:
        """The menu, the panel of a person, what waits today."""
        from yinqiao.areas.certificates.rules import PLACES
        from yinqiao.areas.certificates.views.person import panel
        from yinqiao.areas.certificates.views.today import today_entries
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        shown = frozenset(PLACES)
        ui.add_menu(MenuEntry("证明登记", "certificates:certificates", "certificate", shown, order=32))
        ui.add_menu(MenuEntry("不应出具的证明", "certificates:refused", "file-off", shown, order=32))
        ui.add_panel(PersonPanel("certificates.valid", "证明", "certificates/panel.html", panel, slot="side", order=16))
        ui.add_today(today_entries)
