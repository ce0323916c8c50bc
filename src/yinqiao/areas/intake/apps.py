"""Wiring of 外来信息."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What other offices tell."""

    name = "yinqiao.areas.intake"
    label = "intake"
    verbose_name = "外来信息"

    def ready(self) -> None:
        """Make types, events, the sealed table, endpoints, the period, reactions, menu, panel and today known."""
        from yinqiao.areas.intake import api, events, reactions
        from yinqiao.areas.intake.rules import CASEWORKERS, MANAGERS
        from yinqiao.areas.intake.schemas import request_body
        from yinqiao.areas.intake.services import ENCRYPTED, MESSAGES, PERSON_TYPES
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.areas.intake.views.person import panel
        from yinqiao.areas.intake.views.today import today_entries
        from yinqiao.areas.retirees.events import DEATH_RECORDED, REGISTERED
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import on, register_event_types
        from yinqiao.platform.machine import register_endpoints, register_request_body
        from yinqiao.platform.retention.registry import register_retention
        from yinqiao.platform.ui import MenuEntry, PersonPanel, ui

        for kind in PERSON_TYPES:
            register_inward(kind)
        register_event_types(events)
        register_encrypted(ENCRYPTED)
        register_endpoints(api.router)
        register_request_body("send_changes", request_body)
        register_retention(MESSAGES)
        on(REGISTERED, reactions.on_registered)
        on(DEATH_RECORDED, reactions.on_death_recorded)
        ui.add_menu(MenuEntry("外来信息核实", "intake:disputes", "arrows-diff", frozenset(CASEWORKERS), order=40))
        ui.add_menu(MenuEntry("信息来源", "intake:sources", "building-broadcast-tower", frozenset(MANAGERS), order=63))
        ui.add_panel(PersonPanel("intake.disputes", "外来信息", "intake/panel.html", panel, slot="side", order=20))
        ui.add_today(today_entries)
