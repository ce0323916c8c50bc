"""Wiring of 遗属待遇."""

from django.apps import AppConfig


class SurvivorsConfig(AppConfig):
    """Death benefits: computed, explained, decided by human resources."""

    name = "yinqiao.areas.survivors"
    label = "survivors"
    verbose_name = "遗属待遇"

    def ready(self) -> None:
        """Make the gate, the type of message and the part of a case known."""
        from yinqiao.areas.applications.types import register_gate
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.areas.survivors.schemas import INWARD_TYPES
        from yinqiao.areas.survivors.services import COVERED
        from yinqiao.areas.survivors.views.case import estimate, part
        from yinqiao.platform.ui import PagePart, ui

        register_gate(COVERED)
        for kind in INWARD_TYPES:
            register_inward(kind)
        ui.add_part("case", PagePart("survivors.case", "待遇预估", "survivors/part.html", part))
        ui.add_part("bereavement", PagePart("survivors.estimate", "遗属待遇预估", "survivors/part.html", estimate))
