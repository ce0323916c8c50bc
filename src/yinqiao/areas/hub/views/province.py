"""The province: cities side by side, packages between them, how their messages fare. Counts and days, no person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.hub import queries
from yinqiao.areas.hub.forms import CityFilter, FarFilter, HealthFilter
from yinqiao.areas.hub.rules import PROVINCE_ROLES
from yinqiao.areas.hub.tables import CitiesTable, DistrictTable, FarTable, HealthTable
from yinqiao.areas.hub.types import FarState, Voice
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

CITIES = ListSpec(
    title="各市指标", table=CitiesTable, filters=CityFilter, unit="个市", page_size=50, is_wide=True,
    export=TableExport("各市指标", "hub.cities_exported", is_personal=False),
    empty=Empty("还没有城市", "在“城市公钥”登记并确认各市的公钥，各市接入专线后，指标自动上报到这里。"),
)  # fmt: skip
HEALTH = ListSpec(
    title="上报情况", table=HealthTable, filters=HealthFilter, unit="个市", page_size=50, is_wide=True,
    export=TableExport("各市上报情况", "hub.health_exported", is_personal=False),
    empty=Empty("还没有城市", "在“城市公钥”登记并确认各市的公钥，各市接入专线后，这里显示收报情况。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PROVINCE_ROLES)
def cities(request: HttpRequest) -> HttpResponseBase:
    """Every city with its newest figures; silent ones are marked."""
    rows, now = queries.list_cities(now=timezone.now()), timezone.localtime()

    def load(chosen: Mapping[str, Any]) -> Sequence[Any]:
        return [one for one in rows if not chosen.get("voice") or one.voice == chosen["voice"]]

    silent = [one.name for one in rows if one.voice == Voice.SILENT]
    return answer_list(request, CITIES, load, template="hub/cities.html", context={"silent": silent, "now": now})


@require_http_methods(["GET", "POST"])
@requires(*PROVINCE_ROLES)
def city(request: HttpRequest, code: str) -> HttpResponseBase:
    """One city by districts, as it has told them."""
    row, districts = queries.get_city(code=code, now=timezone.now())
    spec = ListSpec(
        title=row.name, table=DistrictTable, unit="个区县", page_size=50,
        export=TableExport("区县指标", "hub.city_exported", is_personal=False),
        empty=Empty("没有区县数据", "该市上报的指标没有按区县分列。"),
    )  # fmt: skip
    return answer_list(request, spec, lambda _: districts, template="hub/city.html", context={"row": row})


@require_http_methods(["GET", "POST"])
@requires(*PROVINCE_ROLES)
def packages(request: HttpRequest) -> HttpResponseBase:
    """Packages between cities: from, to, state, age. What is in them the province cannot open."""
    rows = queries.list_far_packages(now=timezone.now())

    def load(chosen: Mapping[str, Any]) -> Sequence[Any]:
        found = [one for one in rows if all(getattr(one, name) == chosen[name] for name in _BY if chosen.get(name))]
        state = chosen.get("state")
        if state == "open":
            return [one for one in found if one.state != FarState.ENDED]
        return [one for one in found if not state or one.state == state]

    known = sorted({code for one in rows for code in (one.sender, one.receiver)})
    spec = ListSpec(
        title="跨城市移交", table=FarTable, filters=with_choices(FarFilter, found=known), unit="个", page_size=50,
        is_wide=True, export=TableExport("跨城市移交", "hub.packages_exported", is_personal=False),
        empty=Empty("没有跨城市移交", "各市之间的移交包发出后，两市各自上报的进展列在这里；内容只有收件城市能打开。"),
    )  # fmt: skip
    late = sum(one.state in (FarState.LATE, FarState.OVER) for one in rows)
    return answer_list(request, spec, load, template="hub/packages.html", context={"late": late})


_BY = ("sender", "receiver")


@require_http_methods(["GET", "POST"])
@requires(*PROVINCE_ROLES)
def health(request: HttpRequest) -> HttpResponseBase:
    """How each city's messages fare: silent, unread, missing numbers, refused, begun anew."""
    rows = queries.list_health(now=timezone.now())

    def load(chosen: Mapping[str, Any]) -> Sequence[Any]:
        return [one for one in rows if all(getattr(one, name) == chosen[name] for name in _HOW if chosen.get(name))]

    return answer_list(request, HEALTH, load, template="hub/health.html")


_HOW = ("voice", "trouble")
