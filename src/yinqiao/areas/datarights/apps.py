"""Wiring of the rights of a person over the own data."""

from django.apps import AppConfig


class DataRightsConfig(AppConfig):
    """Requests about personal data, and who saw or changed a person."""

    name = "yinqiao.areas.datarights"
    label = "datarights"
    verbose_name = "个人信息权益"

    def ready(self) -> None:
        """Make the room's events, encrypted table, menu entry, panel and entries of today known."""
        from yinqiao.areas.datarights import events
        from yinqiao.areas.datarights.rules import ANSWER
        from yinqiao.areas.datarights.services import ENCRYPTED
        from yinqiao.areas.datarights.views import workbench
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        entry = MenuEntry("个人信息请求", "datarights:data_requests", "file-description", ANSWER.roles, order=39)
        ui.add_menu(entry)
        ui.add_today(workbench.entries)
        panel = "datarights/panel_data_requests.html"
        ui.add_panel(
            PersonPanel("datarights.data_requests", "个人信息请求", panel, workbench.data_requests, "side", order=80)
        )
