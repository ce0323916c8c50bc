"""Long work on its page: htmx asks for the progress alone until it is finished, then for the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yinqiao.platform.ui.parts import Progress


def asks_progress(request: HttpRequest) -> bool:
    """Whether the page asks how far its work is, and for nothing else."""
    return bool(getattr(request, "htmx", False)) and request.method == "GET"


def answer_progress(request: HttpRequest, work: Progress) -> HttpResponse:
    """The progress; once it is finished, the whole page has something new to say."""
    answer = render(request, "ui/progress.html", {"work": work})
    if work.is_finished:
        answer["HX-Refresh"] = "true"
    return answer
