"""The reconciliation of a run: by community and by enterprise, as a list, a workbook and the paper to sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.opening import queries
from yinqiao.areas.opening.forms import FigureFilter
from yinqiao.areas.opening.queries import title_of
from yinqiao.areas.opening.tables import FigureTable
from yinqiao.areas.opening.types import CITY_ROLES, Explanation, RowState, Side
from yinqiao.areas.opening.views.shared import figures_of, with_names
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="入库对账", table=FigureTable, filters=FigureFilter, unit="个", page_size=100,
    export=TableExport("存量入库对账表", "opening.figures_exported", is_personal=False),
    empty=Empty("没有符合条件的对账数字", "完成演练后，按旧系统的社区和企业列在这里。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def figures(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Old = loaded + here already + explained + open, for each community or enterprise of the old system."""
    scope = actor_of(request).scope
    run = queries.get_run(scope=scope, run_id=run_id)
    with_names(request)

    def load(chosen: Mapping[str, Any]) -> Any:
        side = Side.ENTERPRISE if chosen.get("side") == Side.ENTERPRISE.value else Side.PLACE
        found = queries.list_figures(scope=scope, run_id=run_id, side=side)
        if chosen.get("standing") == "open":
            found = found.filter(held__gt=0)
        text = (chosen.get("text") or "").strip()
        return found.filter(label__contains=text) if text else found

    context = {"run": run, "figures": figures_of(run)}
    return answer_list(request, LIST, load, template="opening/figures.html", context=context)


@require_GET
@requires(*CITY_ROLES)
def paper(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The paper that both sides sign: totals, communities, enterprises, reasons of what does not load."""
    scope = actor_of(request).scope
    run = queries.get_run(scope=scope, run_id=run_id)
    names, tree = enterprise_names(None), places()
    communities = [
        (one, tree.label(one.to_place) if one.to_place is not None else "按住址分送")
        for one in queries.list_figures(scope=scope, run_id=run_id, side=Side.PLACE)
    ]
    firms = [
        (one, names.get(one.enterprise_id or 0, "—"))
        for one in queries.list_figures(scope=scope, run_id=run_id, side=Side.ENTERPRISE)
    ]
    context = {
        "run": run, "figures": figures_of(run), "city": tree.city.name, "reasons": _reasons(scope, run_id),
        "tables": (("按旧系统的社区", "对应到", communities), ("按旧系统的企业", "对应到", firms)),
    }  # fmt: skip
    return render(request, "opening/paper.html", context)


def _reasons(scope: Scope, run_id: UUID) -> list[tuple[str, str, int]]:
    """What does not load, by result and reason."""
    labels, words = (
        dict(RowState.choices()),
        dict(Explanation.choices()) | {Explanation.OTHER.value: "其他（见各行说明）"},
    )
    counted = queries.count_reasons(scope=scope, run_id=run_id)
    return [
        (labels[one["state"]], words.get(one["explanation"]) or title_of(one["reason"]), one["people"]) for one in counted
    ]  # fmt: skip
