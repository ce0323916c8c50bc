"""Wiring of the register."""

from django.apps import AppConfig


class RetireesConfig(AppConfig):
    """The register."""

    name = "yinqiao.areas.retirees"
    label = "retirees"
    verbose_name = "退休人员登记"

    def ready(self) -> None:
        """Make the room's events, encrypted tables and panels known."""
        from yinqiao.areas.organisations.events import PLACE_MERGED
        from yinqiao.areas.retirees import events, reactions
        from yinqiao.areas.retirees.services.columns import ENCRYPTED
        from yinqiao.areas.retirees.views import panels
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.ui import PersonPanel, ui

        register_event_types(events)
        for table in ENCRYPTED:
            register_encrypted(table)
        on(PLACE_MERGED, reactions.people_follow_their_place)
        for key, title, load, slot, order in (
            ("acts", "办理", panels.acts, "acts", 10),
            ("contacts", "居住与联系", panels.contacts, "main", 10),
            ("identity", "身份与任职", panels.identity, "main", 20),
            ("timeline", "经历", panels.timeline, "main", 60),
            ("notes", "走访与备注", panels.notes, "side", 30),
        ):
            ui.add_panel(PersonPanel(f"retirees.{key}", title, f"retirees/panel_{key}.html", load, slot, order=order))
