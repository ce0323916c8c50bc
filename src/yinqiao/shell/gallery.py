"""The living style guide (demo mode only): every component in every state, for whoever builds a page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yinqiao.shell.gallery_samples import PAGES, sample_context


def gallery(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """One page of the style guide; all people on it are made up."""
    if page not in PAGES:
        raise Http404
    return render(
        request, f"shell/gallery_{page}.html", {"pages": PAGES, "page": page, **sample_context(request, page)}
    )
