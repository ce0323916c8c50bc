"""The living style guide (demo mode only): every component in every state, for whoever builds a page."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.lists import answer_list, chosen_ids
from yinqiao.shell.gallery_list import SAMPLE_LIST, load_samples
from yinqiao.shell.gallery_samples import PAGES, sample_context


@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest, page: str = "parts") -> HttpResponse | FileResponse:
    """One page of the style guide; all people on it are made up."""
    if page not in PAGES:
        raise Http404
    if page == "list":
        context = {"pages": PAGES, "chosen_page": page}
        return answer_list(request, SAMPLE_LIST, load_samples, template="shell/gallery_list.html", context=context)
    if request.method == "POST":
        return _ask(request)
    context = {"pages": PAGES, "chosen_page": page, **sample_context(page)}
    return render(request, f"shell/gallery_{page}.html", context)


def _ask(request: HttpRequest) -> HttpResponse:
    """The page that asks before a bulk act; saying yes shows the parts again."""
    ids = chosen_ids(request, SAMPLE_LIST, load_samples)
    question = Confirm(
        title=f"退回 {len(ids)} 人",
        text="退回后，这些人员回到企业名下，企业须说明情况后重新移交。",
        button=f"退回 {len(ids)} 人",
        back="/gallery/list/",
        facts=(("人数", str(len(ids))), ("原因", "不属于本社区")),
    )
    return ask_first(request, question) or render(
        request, "shell/gallery_parts.html", {"pages": PAGES, "chosen_page": "parts", **sample_context("parts")}
    )
