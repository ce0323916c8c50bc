"""An item that is drawn up, as the portal will ask it: the portal's own pages, with nobody's facts; nothing is kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yinqiao.areas.applications.types import KNOWN, Asked
from yinqiao.areas.service_items.queries import get_draft, item_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires
from yinqiao.shell.portal.applying import PageForm, steps_of


@require_http_methods(["GET", "POST"])
@requires("city_manager")
def item_preview(request: HttpRequest, version_id: UUID, step: str) -> HttpResponse:
    """One field as the applicant is asked for it. POST: the next one, or back; after the last the preview itself."""
    told, _ = item_of(get_draft(scope=actor_of(request).scope, version_id=version_id))
    codes = [one.code for one in told.field] if told else []
    if told is None or step not in codes:
        raise NotFound
    at = codes.index(step)
    if request.method == "POST":
        onward = at + (-1 if "back" in request.POST else 1)
        if 0 <= onward < len(codes):
            return redirect("shell:item_preview", version_id=version_id, step=codes[onward])
        return redirect("service_items:preview", version_id=version_id)
    field = told.field[at]
    asked = Asked(field, f"（这里显示登记的{KNOWN[field.known]}）" if field.known else "", "")
    context = {
        "item": told, "asked": asked, "form": PageForm(asked), "no": at + 1, "pages": len(steps_of(told)),
        "version_id": version_id,
    }  # fmt: skip
    return render(request, "my/preview.html", context)
