"""服务事项: what can be applied for, on what basis, by which steps, in which versions; files that were not taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.applications.queries import faults
from yinqiao.areas.applications.types import OFFICE_OF_ROLE, PLACES, Act, Applicant, Item, effect_of
from yinqiao.areas.service_items import errors, queries
from yinqiao.areas.service_items.forms import ItemFilter
from yinqiao.areas.service_items.rules import MANAGERS, STANDINGS
from yinqiao.areas.service_items.tables import VERSION_TONES, ItemTable
from yinqiao.areas.service_items.types import OPEN, ItemRow, Origin, VersionState
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="服务事项", table=ItemTable, filters=ItemFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("服务事项", "service_items.items_exported", is_personal=False),
    empty=Empty("没有符合条件的事项", "事项由市级确定。换个条件再试，有疑问请联系市级管理员。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def items(request: HttpRequest) -> HttpResponseBase:
    """The items that there are; for the city's managers also what is wrong with versions that are not taken."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> list[ItemRow]:
        rows = queries.list_items(scope=actor.scope, today=today)
        return [one for one in rows if (one.version or is_manager) and _is_chosen(one, chosen)]

    is_manager = actor.role in MANAGERS
    extra = {"may_draft": is_manager, "faults": faults() if is_manager else []}
    return answer_list(request, LIST, load, template="service_items/items.html", context=extra)


def _is_chosen(row: ItemRow, chosen: Mapping[str, Any]) -> bool:
    return (
        (chosen.get("words") or "").strip() in row.title
        and chosen.get("serving") in (None, "", row.serving)
        and chosen.get("origin") in (None, "", row.origin)
        and (not (state := chosen.get("pending")) or row.pending == VersionState(state).label)
    )


@require_GET
@requires(*PLACES)
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item as it holds today, and its versions."""
    actor, today = actor_of(request), timezone.localdate()
    now = queries.version_on(code, today)
    shown = now or next(reversed(queries.known_versions(code)), None)
    drafts = list(queries.list_drafts(scope=actor.scope, code=code)) if actor.role in MANAGERS else []
    if shown is None and drafts:
        return redirect("service_items:version", version_id=drafts[0].pk)
    if shown is None:
        raise errors.not_found()
    context = {
        **told_of(shown), "is_now": now is not None,
        "versions": [
            (one, Origin(one.origin).label) for one in queries.list_versions(scope=actor.scope, code=code, today=today)
        ],
        "drafts": [(one, VersionState(one.state).label, VERSION_TONES[one.state]) for one in drafts],
        "may_draft": actor.role in MANAGERS and not any(one.state in OPEN for one in drafts),
        "crumbs": [("服务事项", reverse("service_items:items")), (shown.title, "")],
    }  # fmt: skip
    return render(request, "service_items/item.html", context)


def told_of(item: Item) -> dict[str, Any]:
    """An item in the words of its page."""
    return {
        "item": item, "standing": STANDINGS[item.standing],
        "who": "、".join(Applicant(one).label for one in item.applicants),
        "steps": [(one, OFFICE_OF_ROLE[one.role], [Act(act).label for act in one.may]) for one in item.step],
        "effects": [effect.label for one in item.effects if (effect := effect_of(one))],
    }  # fmt: skip
