"""Wiring of 企业保留待遇."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Benefits that stay with the enterprise."""

    name = "yinqiao.areas.benefits"
    label = "benefits"
    verbose_name = "企业保留待遇"

    def ready(self) -> None:
        """Make the room's reaction, link and panel known."""
        from yinqiao.areas.agreements.events import SIGNED
        from yinqiao.areas.benefits.reactions import on_signed
        from yinqiao.areas.benefits.rules import LOOKERS
        from yinqiao.areas.benefits.views.person import panel
        from yinqiao.areas.organisations.queries import follows_place
        from yinqiao.platform.events.registry import on
        from yinqiao.platform.ui import PersonPanel, ui

        on(SIGNED, on_signed)
        follows_place("benefits_benefititem")
        ui.add_link("agreement", "企业保留待遇", "benefits:people")
        ui.add_panel(
            PersonPanel("benefits.items", "企业保留待遇", "benefits/panel.html", panel, roles=LOOKERS, order=70)
        )
