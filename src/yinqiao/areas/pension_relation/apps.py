"""Wiring of 养老保险关系转移."""

from django.apps import AppConfig


class PensionRelationConfig(AppConfig):
    """Which of three things a person needs, and what human resources tell of it."""

    name = "yinqiao.areas.pension_relation"
    label = "pension_relation"
    verbose_name = "养老保险关系转移"

    def ready(self) -> None:
        """Make the gates, the entrance, the type of message, the papers and the part of a case known."""
        from yinqiao.areas.applications.types import register_entrance, register_gate
        from yinqiao.areas.intake.types import register_inward
        from yinqiao.areas.pension_relation.schemas import INWARD_TYPES
        from yinqiao.areas.pension_relation.services import MAY_CORRECT, MAY_TRANSFER
        from yinqiao.areas.pension_relation.views.case import part
        from yinqiao.areas.pension_relation.views.papers import PAPERS
        from yinqiao.platform.papers import papers
        from yinqiao.platform.ui import PagePart, ui

        for gate in (MAY_TRANSFER, MAY_CORRECT):
            register_gate(gate)
        register_entrance("pension_relation.ask", "pension_relation:ask")
        for kind in INWARD_TYPES:
            register_inward(kind)
        for paper in PAPERS:
            papers.add(paper)
        ui.add_part("case", PagePart("pension_relation.case", "参保时段和进展", "pension_relation/part.html", part))
