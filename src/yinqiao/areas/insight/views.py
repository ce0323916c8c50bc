"""The first of the three 100 %: people handed over, accepted, contacted, outstanding; down to the people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.insight.queries import (
    STRAND_DIMENSIONS,
    last_signature,
    list_by_enterprise,
    list_by_place,
    list_papers,
    list_strand,
    sum_strand,
)
from yinqiao.areas.insight.tables import (
    EXPORT,
    STRAND_EXPORT,
    HandoverTable,
    PeopleLinks,
    StrandLinks,
    StrandTable,
    percent,
    strand_in,
)
from yinqiao.areas.insight.types import Dimension, HandoverRow, Slice, Strand, StrandFigures, total_of
from yinqiao.areas.organisations.queries import get_enterprise, places
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.rates import rate
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

VIEWERS = ("city_manager", "district_manager", "street_officer", "community_officer", "agency_officer",
           "enterprise_officer", "enterprise_admin")  # fmt: skip
HANDOVER = ListSpec(
    title="移交接管情况",
    table=HandoverTable,
    export=EXPORT,
    unit="行",
    page_size=50,
    empty=Empty("还没有移交的人员", "企业提交名册后，这里会按区县、街道、社区和企业显示移交、接收和待办人数。"),
)


@require_http_methods(["GET", "POST"])
@requires(*VIEWERS)
def handover(request: HttpRequest) -> HttpResponseBase:
    """The indicator page: totals, the breakdown by one dimension, the way down."""
    scope: Scope = request.actor.scope  # type: ignore[attr-defined]
    query = request.GET
    part = _slice(query, scope)
    # An enterprise sees its own figures by enterprise: a community's figures would tell where people live.
    dimensions = [Dimension.ENTERPRISE] if scope.is_enterprise else list(Dimension)
    by = Dimension(query["by"]) if query.get("by") in set(dimensions) else dimensions[0]

    if by == Dimension.ENTERPRISE:
        rows = list_by_enterprise(scope=scope, part=part)
    else:
        rows = list_by_place(scope=scope, dimension=by, part=part)
    context = {
        "totals": _totals(query, rows),
        "dimensions": [_choice(query, one, by) for one in dimensions],
        "narrowed": _narrowed(query),
        "as_of": timezone.localtime(),
        "rule": rulebook().get("insight.reception_rate", region="CN", day=timezone.localdate()),
    }
    return answer_list(request, HANDOVER, lambda _: rows, template="insight/handover.html", context=context)


THREE = ListSpec(
    title="三个100%",
    table=StrandTable,
    export=STRAND_EXPORT,
    unit="行",
    page_size=50,
    empty=Empty(
        "还没有签订协议，也没有移交",
        "协议签署、名册和档案目录提交后，这里按人员、党员、档案显示签订、实到和可用的数量。",
    ),
)


@require_http_methods(["GET", "POST"])
@requires(*VIEWERS)
def three(request: HttpRequest) -> HttpResponseBase:
    """The three 100 %: each strand's total, and one of them broken down by enterprise or place."""
    scope: Scope = request.actor.scope  # type: ignore[attr-defined]
    query = request.GET
    part, strand = _slice(query, scope), strand_in(query)
    dimensions = [Dimension.ENTERPRISE] if scope.is_enterprise else list(STRAND_DIMENSIONS[strand])
    by = Dimension(query["by"]) if query.get("by") in set(dimensions) else dimensions[0]
    papers = list_papers(scope=scope, part=part)
    rows = list_strand(scope=scope, strand=strand, by=by, papers=papers, part=part)
    context = {
        "strands": [
            _strand_card(
                query,
                one,
                sum_strand(scope=scope, strand=one, papers=papers, part=part),
                last_signature(one, papers),
            )
            for one in Strand
        ],
        "strand": strand,
        "dimensions": [_choice(query, one, by) for one in dimensions],
        "narrowed": _narrowed(query),
        "as_of": timezone.localtime(),
        "rules": [
            rulebook().get(f"insight.strand_{one.value}", region="CN", day=timezone.localdate()) for one in Strand
        ],
    }
    return answer_list(request, THREE, lambda _: rows, template="insight/three.html", context=context)


def _strand_card(query: QueryDict, strand: Strand, figures: StrandFigures, signed_on: date | None) -> dict[str, Any]:
    """One strand's total."""
    changed, links = query.copy(), StrandLinks(query, strand)
    changed["strand"] = strand.value
    for name in ("page", "sort", "by"):
        changed.pop(name, None)
    return {
        "strand": strand,
        "figures": figures,
        "signed_words": f"最近一次签署 {signed_on:%Y-%m-%d}" if signed_on else "",
        # An agreement says how many members go, and not in how many organisations.
        "unsigned_words": "协议约定党员人数" if strand == Strand.BRANCHES else "没有已签署的协议",
        "reception": percent(rate(figures.received, figures.handed_over)),
        "url": f"?{changed.urlencode()}",
        # A zero opens nothing.
        "urls": {
            figure: links.url(figure) for figure in ("handed_over", "received", "usable") if getattr(figures, figure)
        },
    }


def _number(query: QueryDict, name: str) -> int | None:
    value = query.get(name, "")
    return int(value) if value.isdigit() and len(value) < 10 else None


def _slice(query: QueryDict, scope: Scope) -> Slice:
    """The part of the scope that the address names; NotFound for a place that is not there.

    An enterprise asks for itself alone: that another one is on the platform is not its to learn.
    """
    place, enterprise = _number(query, "place"), _number(query, "enterprise")
    if scope.is_enterprise:
        if enterprise is not None and enterprise not in scope.enterprises:
            raise NotFound
        return Slice(enterprise)
    if place is None:
        return Slice(enterprise)
    row = places().by_no.get(place)
    if row is None:
        raise NotFound
    # A desk counts by its own number; a place by its whole subtree.
    return Slice(enterprise, row.place_no, row.place_end)


def _totals(query: QueryDict, rows: list[HandoverRow]) -> dict[str, Any]:
    figures, people = total_of(rows), PeopleLinks(query)
    return {
        "figures": figures,
        "reception": percent(rate(figures.accepted, figures.handed_over)),
        "contact": percent(rate(figures.contacted, figures.accepted)),
        "urls": {state: people.url(state) for state in ("accepted", "contacted", "offered", "returned")},
        "all_url": people.url(""),
    }


def _choice(query: QueryDict, one: Dimension, by: Dimension) -> dict[str, Any]:
    changed = query.copy()
    changed["by"] = one.value
    for name in ("page", "sort"):
        changed.pop(name, None)
    return {"label": f"按{one.label}", "url": f"?{changed.urlencode()}", "is_current": one == by}


def _narrowed(query: QueryDict) -> list[dict[str, str]]:
    """What the figures are narrowed to, each with the way out."""
    chosen = []
    if (place := _number(query, "place")) is not None:
        chosen.append(("place", places().label(place)))
    if (enterprise := _number(query, "enterprise")) is not None:
        chosen.append(("enterprise", get_enterprise(enterprise_id=enterprise).name))
    out = []
    for name, label in chosen:
        rest = query.copy()
        rest.pop(name)
        out.append({"label": label, "url": f"?{rest.urlencode()}"})
    return out
