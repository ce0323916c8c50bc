"""Wiring of 办理结果."""

from django.apps import AppConfig


class CaseResultsConfig(AppConfig):
    """The outcome of a case told to each person whom it concerns, and the papers of cases."""

    name = "yinqiao.areas.case_results"
    label = "case_results"
    verbose_name = "办理结果"

    def ready(self) -> None:
        """Make events, ciphertext, the part of the case's page, today, papers and the part of the copy known."""
        from yinqiao.areas.case_results import events
        from yinqiao.areas.case_results.services import ENCRYPTED
        from yinqiao.areas.case_results.views.copied import COPIED
        from yinqiao.areas.case_results.views.papers import PAPERS
        from yinqiao.areas.case_results.views.results import part, today_entries
        from yinqiao.platform.crypto.rotate import register_encrypted
        from yinqiao.platform.events.registry import register_event_types
        from yinqiao.platform.papers import papers
        from yinqiao.platform.ui import PagePart, ui
        from yinqiao.platform.ui.copies import copies

        register_event_types(events)
        register_encrypted(ENCRYPTED)
        ui.add_part("joint_case", PagePart("case_results.told", "告知和评价", "case_results/part.html", part))
        ui.add_today(today_entries)
        for kind in PAPERS:
            papers.add(kind)
        copies.add(COPIED)
