"""Wiring of 部门报送."""

from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    """The desk of a department's own officer."""

    name = "yinqiao.areas.departments"
    label = "departments"
    verbose_name = "部门报送"

    def ready(self) -> None:
        """Put the pages into the officers' menu, what is said beside the claim, what waits on today's list."""
        from yinqiao.areas.departments.rules import OFFICERS
        from yinqiao.areas.departments.services import ENCRYPTED, EXPLANATIONS
        from yinqiao.areas.departments.views.today import today_entries
        from yinqiao.areas.departments.views.words import of_claim
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PagePart, ui

        register_encrypted(ENCRYPTED)
        register_retention(EXPLANATIONS)
        ui.add_part("claim", PagePart("departments.said", "来源单位的说明", "departments/said.html", of_claim))

        roles = frozenset(OFFICERS)
        ui.add_menu(MenuEntry("报送信息", "departments:tell", "send", roles, order=46))
        ui.add_menu(MenuEntry("已报信息", "departments:messages", "arrows-diff", roles, order=47))
        ui.add_menu(MenuEntry("接收情况", "departments:health", "building-broadcast-tower", roles, order=48))
        ui.add_link("own_message", "已报信息", "departments:message")
        ui.add_today(today_entries)
