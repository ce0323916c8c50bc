"""服务事项: what can be applied for, on what basis, by which steps; files that were not taken, with line and reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.applications import queries
from yinqiao.areas.applications.rules import OFFICE_OF_ROLE, PLACES
from yinqiao.areas.applications.types import Act, Applicant, effect_of
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires

_STANDINGS = {"confirmed": "已核对文件", "from_memory": "依据待核对原文", "assumed": "参数待本市确定"}


@require_GET
@requires(*PLACES)
def items(request: HttpRequest) -> HttpResponse:
    """The items in force."""
    found = [(one, OFFICE_OF_ROLE[one.step[-1].role]) for one in queries.items_in_force(timezone.localdate())]
    faults = queries.faults() if actor_of(request).role == "city_manager" else []
    return render(request, "applications/items.html", {"items": found, "faults": faults})


@require_GET
@requires(*PLACES)
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item as its file says."""
    found = queries.item_in_force(code, timezone.localdate())
    context = {
        "item": found, "standing": _STANDINGS[found.standing],
        "who": "、".join(Applicant(one).label for one in found.applicants),
        "steps": [(one, OFFICE_OF_ROLE[one.role], [Act(act).label for act in one.may]) for one in found.step],
        "effects": [effect.label for one in found.effects if (effect := effect_of(one))],
        "crumbs": [("服务事项", reverse("applications:items")), (found.title, "")],
    }  # fmt: skip
    return render(request, "applications/item.html", context)
