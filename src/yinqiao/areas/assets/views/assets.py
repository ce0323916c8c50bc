"""Assets as both sides see them: the list, the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.assets import queries
from yinqiao.areas.assets.forms import AssetFilter, FigureFilter
from yinqiao.areas.assets.queries import Cells
from yinqiao.areas.assets.rules import VIEWERS, sum_up
from yinqiao.areas.assets.tables import AssetTable
from yinqiao.areas.assets.types import AssetState, HandoverPath, Sum
from yinqiao.areas.assets.views.shared import assets_url, square_metres
from yinqiao.areas.organisations.queries import enterprise_choices
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="移交资产", table=AssetTable, filters=AssetFilter, unit="项", page_size=50,
    export=TableExport("移交资产", "assets.list_exported", is_personal=False),
    empty=Empty("没有移交的资产", "企业提交移交资产清单后，场所、房屋和设备会列在这里；每一项办到哪一步、由谁办理，随时可查。"),
)  # fmt: skip
# The columns of the figures: what they are called, the states that they count, the filter of the list behind.
_COLUMNS: Sequence[tuple[str, tuple[AssetState, ...], str]] = (
    ("待核实", (AssetState.OFFERED,), "waiting"),
    ("已核实，办理中", (AssetState.SURVEYED, AssetState.UNDER_WAY), "surveyed"),
    ("已退回企业", (AssetState.RETURNED,), "returned"),
    ("已移交", (AssetState.HANDED_OVER,), "handed_over"),
    ("共享使用", (AssetState.SHARED,), "shared"),
    ("租赁使用", (AssetState.LEASED,), "leased"),
    ("留企", (AssetState.STAYED,), "stayed"),
)


def _load(scope: Scope, chosen: Any) -> QuerySet[Any]:
    found = queries.list_assets(scope=scope, wanted=chosen.get("state") or "", owed_by=chosen.get("owed_by") or "")
    for field, look_up in (("path", "path"), ("kind", "kind"), ("enterprise", "enterprise_id"), ("list", "list_id")):
        if chosen.get(field):
            found = found.filter(**{look_up: chosen[field]})
    if number := (chosen.get("asset_no") or "").strip():
        found = found.filter(asset_no__contains=number)
    if text := (chosen.get("text") or "").strip():
        found = found.filter(Q(name__contains=text) | Q(address__contains=text))
    return found


@require_http_methods(["GET", "POST"])
@requires(*VIEWERS)
def assets(request: HttpRequest) -> HttpResponseBase:
    """The assets of the scope: by state, side that has the next step, path, enterprise, number, name and address."""
    scope = actor_of(request).scope
    choices = enterprise_choices(queries.list_assets(scope=scope))
    spec = replace(LIST, filters=with_choices(AssetFilter, enterprises=choices))
    return answer_list(request, spec, lambda chosen: _load(scope, chosen), template="assets/assets.html")


@require_GET
@requires(*VIEWERS)
def figures(request: HttpRequest) -> HttpResponse:
    """Numbers and square metres, path by path: what was listed is what was handed over, shared, leased, left and is open."""
    scope = actor_of(request).scope
    choices = enterprise_choices(queries.list_assets(scope=scope))
    form = FigureFilter(request.GET, enterprises=choices)
    chosen = form.cleaned_data["enterprise"] if form.is_valid() else None
    cells = queries.get_cells(scope=scope, enterprise_id=chosen)
    differing, difference = queries.get_difference(scope=scope, enterprise_id=chosen)
    context = {
        "form": form if len(choices) > 1 else None,
        "as_of": timezone.now(),
        "told": sum_up((state, part) for (_, state), part in cells.items()),
        "urls": {name: assets_url(state=name, enterprise=chosen) for name in ("received", "stayed", "open", "surveyed")}
        | {"sent": assets_url(enterprise=chosen)},
        "columns": [label for label, _, _ in _COLUMNS],
        "rows": [_line(cells, [path], path.label, chosen) for path in HandoverPath],
        "total": _line(cells, list(HandoverPath), "合计", chosen),
        "differing": differing,
        "difference": square_metres(difference),
    }
    return render(request, "assets/figures.html", context)


def _line(cells: Cells, paths: Sequence[HandoverPath], label: str, enterprise: int | None) -> dict[str, Any]:
    """One line of the figures: a path or all, each cell with the way to its assets."""
    path = paths[0].value if len(paths) == 1 else ""

    def cell(states: Sequence[AssetState], wanted: str) -> dict[str, Any]:
        part = Sum()
        for (one, state), found in cells.items():
            if one in paths and state in states:
                part = part.plus(found)
        return {"part": part, "url": assets_url(state=wanted, path=path, enterprise=enterprise) if part.assets else ""}

    return {
        "label": label,
        "listed": cell(list(AssetState), ""),
        "cells": [cell(states, wanted) for _, states, wanted in _COLUMNS],
    }
