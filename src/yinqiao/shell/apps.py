"""Wiring of the shell."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The workbench around the rooms."""

    name = "yinqiao.shell"
    label = "shell"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Put the oversight pages into the menu and what waits into today's list."""
        from yinqiao.areas.retirees.types import CASEWORKERS
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui
        from yinqiao.shell.at_door import panel
        from yinqiao.shell.operation import OPERATORS
        from yinqiao.shell.operation import today_entries as alarm_entries
        from yinqiao.shell.oversight.today import today_entries
        from yinqiao.shell.oversight.views import OFFICER, OVERSEERS

        entry = MenuEntry("长辈版二维码", "shell:portal_code", "qrcode", CASEWORKERS, order=62)
        ui.add_menu(entry)
        ui.add_panel(PersonPanel("shell.archive", "人事档案", "shell/archive_panel.html", panel, slot="side", order=18))
        overseers, officer = frozenset(OVERSEERS), frozenset(OFFICER)
        ui.add_menu(MenuEntry("审计记录", "shell:audit", "list-search", overseers, order=75))
        ui.add_menu(MenuEntry("人员核查", "shell:find_person", "user-search", overseers, order=74))
        ui.add_menu(MenuEntry("异常查询", "shell:unusual", "alert-triangle", overseers, order=76))
        ui.add_menu(MenuEntry("保存期限", "shell:periods", "calendar-time", overseers, order=79))
        ui.add_menu(MenuEntry("到期应销毁", "shell:retention", "trash", officer, order=78))
        ui.add_menu(MenuEntry("销毁记录", "shell:destruction_records", "file-check", overseers, order=80))
        ui.add_menu(MenuEntry("事件取证", "shell:evidence", "file-search", overseers, order=77))
        ui.add_menu(MenuEntry("封存与核验", "shell:seal", "lock-check", overseers, order=81))
        ui.add_menu(MenuEntry("运行状态", "shell:operation", "activity-heartbeat", frozenset(OPERATORS), order=810))
        ui.add_today(today_entries)
        ui.add_today(alarm_entries)
