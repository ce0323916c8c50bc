"""Wiring of the room of files that offices send in."""

from django.apps import AppConfig


class DropboxConfig(AppConfig):
    """Files of other offices."""

    name = "yinqiao.areas.dropbox"
    label = "dropbox"
    verbose_name = "报送文件"

    def ready(self) -> None:
        """Make the room's type, events, period, sealed lines, menu and today's entry known."""
        from yinqiao.areas.dropbox import events
        from yinqiao.areas.dropbox.services import ENCRYPTED, INWARD_ALIVE, LINES
        from yinqiao.areas.dropbox.types import SENDERS
        from yinqiao.areas.dropbox.views.today import today_entries
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, ui

        register_inward(INWARD_ALIVE)
        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_retention(LINES)
        ui.add_menu(MenuEntry("报送文件", "dropbox:files", "file-import", frozenset(SENDERS), order=46))
        ui.add_today(today_entries)
