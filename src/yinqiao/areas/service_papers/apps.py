"""Wiring of 办件文书."""

from django.apps import AppConfig


class ServicePapersConfig(AppConfig):
    """What an applicant takes home of a case."""

    name = "yinqiao.areas.service_papers"
    label = "service_papers"
    verbose_name = "办件文书"

    def ready(self) -> None:
        """Make the papers known."""
        from yinqiao.areas.service_papers.views.papers import PAPERS
        from yinqiao.platform.papers import papers

        for kind in PAPERS:
            papers.add(kind)
