"""All indicators of a place or enterprise at a glance; one of them month by month and side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.indicators import queries
from yinqiao.areas.indicators.forms import StandingFilter
from yinqiao.areas.indicators.queries import About, Reading
from yinqiao.areas.indicators.tables import (
    LINES,
    STANDINGS,
    LineTable,
    StandingTable,
    bound_of,
    sums_of,
    words_of,
)
from yinqiao.areas.indicators.types import Axis, Indicator, Line, Point, Standing
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

VIEWERS = ("city_manager", "district_manager", "street_officer", "community_officer", "enterprise_officer",
           "enterprise_admin", "auditor")  # fmt: skip
ALL = ListSpec(
    title="指标", table=StandingTable, filters=StandingFilter, export=STANDINGS, unit="项", page_size=100,
    empty=Empty("没有这样的指标", "换一个类别，或者去掉“没有达到目标的”。"),
)  # fmt: skip
ONE = ListSpec(
    title="指标", table=LineTable, export=LINES, unit="行", page_size=50,
    empty=Empty("下面没有可以比较的地方", "社区没有更细的分组；企业只看本企业的数。"),
)  # fmt: skip
MONTHS = 24


@require_http_methods(["GET", "POST"])
@requires(*VIEWERS)
def indicators(request: HttpRequest) -> HttpResponseBase:
    """Every indicator that the scope may learn, with its target and the months before."""
    scope: Scope = request.actor.scope  # type: ignore[attr-defined]
    about, reading = _about(request.GET, scope), queries.find_reading()
    month = _month(request.GET, reading)

    def load(chosen: Mapping[str, Any]) -> list[Standing]:
        found = queries.indicators_for(scope=scope, found=queries.indicators_on(timezone.localdate()))
        if theme := chosen.get("theme"):
            found = [one for one in found if one.theme == theme]
        rows = queries.list_standings(scope=scope, about=about, found=found, month=month, running=_last(reading))
        return [one for one in rows if one.now.is_alarm] if chosen.get("alarm") else rows

    context = {**_around(request.GET, scope, about, month, reading), "children": _children(request.GET, scope, about)}
    return answer_list(request, ALL, load, template="indicators/indicators.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*VIEWERS)
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """One indicator: what it means, how it went, and where."""
    scope: Scope = request.actor.scope  # type: ignore[attr-defined]
    about, reading = _about(request.GET, scope), queries.find_reading()
    month = _month(request.GET, reading)
    chosen = _chosen(scope, code)
    by = "enterprise" if request.GET.get("by") == "enterprise" or about.axis is Axis.ENTERPRISE else "place"
    months = queries.months_until(month, MONTHS)
    points = queries.list_points(scope=scope, about=about, indicator=chosen, months=months)
    context = {
        **_around(request.GET, scope, about, month, reading),
        "indicator": chosen,
        "target": words_of(chosen, chosen.target),
        "kind": queries.kind_of(chosen),
        "now": _shown(chosen, points[-1]),
        "bound": bound_of(chosen),
        "before": words_of(chosen, points[-2].now.value),
        "points": [_shown(chosen, one) for one in reversed(points)],
        "bars": _bars(points),
        "measures": [queries.measures()[one] for one in chosen.measures],
        "lists": _lists(request, chosen, about),
        "tabs": _tabs(request.GET, scope, about, by),
        "back": f"{reverse('indicators:indicators')}?{_kept(request.GET).urlencode()}",
    }
    return answer_list(
        request, replace(ONE, title=chosen.title), lambda _: _lines(scope, about, chosen, month, by),
        template="indicators/indicator.html", context=context,
    )  # fmt: skip


def _chosen(scope: Scope, code: str) -> Indicator:
    """The indicator of a code; NotFound when there is none that this scope may learn."""
    found = queries.indicators_for(scope=scope, found=queries.indicators_on(timezone.localdate()))
    chosen = next((one for one in found if one.code == code), None)
    if chosen is None:
        raise NotFound
    return chosen


def _about(query: QueryDict, scope: Scope) -> About:
    return queries.about_of(scope=scope, place_no=_number(query, "place"))


def _number(query: QueryDict, name: str) -> int | None:
    value = query.get(name, "")
    return int(value) if value.isdigit() and len(value) < 10 else None


def _last(reading: Reading | None) -> date:
    """The last month that was counted."""
    return ((reading and reading.counted_on) or timezone.localdate()).replace(day=1)


def _month(query: QueryDict, reading: Reading | None) -> date:
    """The month that is asked for, not after the last that was counted."""
    last = _last(reading)
    try:
        asked = date.fromisoformat(f"{query.get('month', '')}-01")
    except ValueError:
        return last
    return min(asked, last)


def _around(query: QueryDict, scope: Scope, about: About, month: date, reading: Reading | None) -> dict[str, Any]:  # fmt: skip
    """What stands above both pages: whom it is about, the way up, the month and its neighbours, how fresh it is."""
    last = _last(reading)
    return {
        "about": about.label,
        "crumbs": _path(query, scope, about),
        "month": month,
        "is_last": month == last,
        "earlier": _with(query, month=f"{queries.before(month, 1):%Y-%m}"),
        "later": "" if month >= last else _with(query, month=f"{queries.before(month, -1):%Y-%m}"),
        "reading": reading,
        "as_of": reading.read_at if reading else None,
    }


def _with(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    for name in ("page", "sort"):
        changed.pop(name, None)
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _kept(query: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in ("place", "month"):
        if value := query.get(name):
            kept[name] = value
    return kept


def _path(query: QueryDict, scope: Scope, about: About) -> list[tuple[str, str]]:
    """The places from the scope down to where we are, each with its address."""
    if about.place is None:
        return []
    way = [one for one in places().path(about.place.place_no) if scope.covers_place(one.place_no)]
    if len(way) < 2:
        return []
    return [(one.name, _with(query, place=str(one.place_no)) if one is not way[-1] else "") for one in way]


def _below(scope: Scope, about: About) -> Sequence[DivisionRow]:
    if about.place is None:
        return []
    rows = [one for one in places().children(about.place.id) if one.kind is not DivisionKind.DESK]
    return [one for one in rows if scope.covers_place(one.place_no)]


def _children(query: QueryDict, scope: Scope, about: About) -> list[dict[str, str]]:
    return [{"label": one.name, "url": _with(query, place=str(one.place_no))} for one in _below(scope, about)]


def _tabs(query: QueryDict, scope: Scope, about: About, by: str) -> list[dict[str, Any]]:
    if about.axis is Axis.ENTERPRISE or not queries.reaches_city(scope) or about.refs[0] != places().city.place_no:
        return []
    return [
        {"label": label, "url": _with(query, by=one), "is_current": one == by}
        for one, label in (("place", "按地方"), ("enterprise", "按企业"))
    ]


def _lines(scope: Scope, about: About, chosen: Indicator, month: date, by: str) -> list[Line]:
    if by == "enterprise":
        lines = queries.list_enterprise_lines(scope=scope, indicator=chosen, month=month)
    else:
        lines = queries.list_place_lines(scope=scope, indicator=chosen, rows=_below(scope, about), month=month)
    # Few members, few in need: further up and outside nobody learns who they are.
    least = queries.least_shown(timezone.localdate()) if chosen.is_sensitive else 0
    return [replace(one, least=least) for one in lines]


def _lists(request: HttpRequest, chosen: Indicator, about: About) -> list[dict[str, str]]:
    """The lists behind the figure that this role may open; a list shows the own scope, so only of that it is offered."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = queries.about_of(scope=actor.scope)
    if own != about:
        return []
    may = {one.url_name for one in ui.menu_for(actor.role)}
    found = []
    for one in (queries.measures()[part] for part in chosen.measures):
        page, _, query = one.list_page.partition("?")
        if page in may:
            found.append({"label": one.title, "url": f"{reverse(page)}?{query}" if query else reverse(page)})
    return found


def _shown(chosen: Indicator, point: Point) -> dict[str, Any]:
    return {
        "month": point.month,
        "words": words_of(chosen, point.now.value),
        "sums": sums_of(chosen, point.now),
        "is_alarm": point.now.is_alarm,
        "told": words_of(chosen, point.told.value) if point.told else "",
        "has_changed": point.has_changed,
    }


def _bars(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The months as bars of a chart 100 high; the table below has the figures."""
    highest = max((one.now.value for one in points if one.now.value is not None), default=None)
    if not highest:
        return []
    step = 600 / len(points)
    bars = []
    for at, one in enumerate(points):
        height = 0 if one.now.value is None else float(one.now.value / highest) * 100
        bars.append({
            "x": f"{at * step + step * 0.15:.1f}", "y": f"{110 - height:.1f}", "width": f"{step * 0.7:.1f}",
            "height": f"{height:.1f}", "middle": f"{at * step + step / 2:.1f}", "month": one.month,
            "is_labelled": one.month.month in (1, 4, 7, 10), "is_alarm": one.now.is_alarm,
        })  # fmt: skip
    return bars
