"""The desk's people by city: who may go and what stands against it; named a city, offered many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.othercity import queries, services
from yinqiao.areas.othercity.forms import READY, CandidateFilter, CityForm
from yinqiao.areas.othercity.rules import CITY_ROLES, DESK_ROLES
from yinqiao.areas.othercity.tables import CandidateTable
from yinqiao.areas.othercity.types import Obstacle
from yinqiao.areas.othercity.views.steps import answer_step, goes_by
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids, with_choices
from yinqiao.platform.ui.parts import Figure
from yinqiao.platform.ui.ticked import sent

_EMPTY = Empty(
    "没有符合条件的人员",
    "居住在外市、由经办机构接收的人员列在这里；居住城市每晚按常住地址识别，识别不出的可勾选后“指定居住城市”。",
)
_NAME_CITY = ActPage(
    "指定居住城市", "指定", "已指定居住城市。",
    "用于地址中看不出所属地级市的人员，例如只写了县级市。常住地址更正后，重新按地址识别。",
)  # fmt: skip
# The figures above the list: obstacle, hint, tone where there is somebody.
_SHOWN = (
    (Obstacle.NONE, "勾选后点“移交外市”", "accent"),
    (Obstacle.ON_THE_WAY, "对方答复前仍由本市管理", "accent"),
    (Obstacle.CITY_UNKNOWN, "请指定居住城市", "soon"),
    (Obstacle.NO_RULE, "由经办机构继续管理", "neutral"),
)


def people_list(scope: Scope) -> tuple[ListSpec, Load]:
    """The list and how it is filled."""
    everybody = queries.list_candidates(scope=scope, today=timezone.localdate())

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        wanted: dict[str, Any] = {}
        if told := chosen.get("obstacle"):
            wanted["obstacle"] = "" if told == READY else told
        if city := chosen.get("city"):
            wanted["city"] = "" if city == "none" else city
        if name := (chosen.get("name") or "").strip():
            wanted["name__contains"] = name
        return everybody.filter(**wanted)

    found = sorted(set(everybody.order_by().values_list("city", flat=True).distinct()))
    spec = ListSpec(
        title="异地移交", table=CandidateTable, filters=with_choices(CandidateFilter, found=found), page_size=50,
        bulk=(BulkAction("移交外市", "othercity:offer", is_main=True), BulkAction("指定居住城市", "othercity:name_city")),
        export=TableExport("居住外市人员", "othercity.people_exported", hint=UNNAMED), empty=_EMPTY, is_wide=True,
    )  # fmt: skip
    return spec, load


def _chosen(request: HttpRequest) -> list[UUID]:
    return chosen_uuids(request, *people_list(actor_of(request).scope))


@require_http_methods(["GET", "POST"])
@requires(*DESK_ROLES)
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody whom the desk looks after; the figures lead to the same list."""
    actor = actor_of(request)
    counted = queries.list_candidates(scope=actor.scope, today=timezone.localdate()).order_by()
    counts = dict(counted.values_list("obstacle").annotate(people=Count("pk")))
    url = reverse("othercity:people")
    figures = [
        Figure(
            one.label, counts.get(one.value, 0), hint, f"{url}?obstacle={one.value or READY}",
            tone if counts.get(one.value) else "neutral", "人",
        )
        for one, hint, tone in _SHOWN
    ]  # fmt: skip
    context = {"figures": figures, "is_city": actor.role in CITY_ROLES}
    return answer_list(request, *people_list(actor.scope), template="othercity/people.html", context=context)


@require_POST
@requires(*DESK_ROLES)
def name_city(request: HttpRequest) -> HttpResponseBase:
    """指定居住城市: for those who were ticked."""
    ids, form, back = _chosen(request), CityForm(sent(request)), reverse("othercity:people")

    def act() -> str:
        city = form.cleaned_data["city"]
        services.name_city(actor=actor_of(request), at=timezone.now(), ids=ids, city=city)
        return back

    return answer_step(request, _NAME_CITY, form, ids, act, back)


@require_POST
@requires(*DESK_ROLES)
def offer(request: HttpRequest) -> HttpResponse:
    """移交外市: a package for each city of those who were ticked, after a page that asks."""
    ids, back = _chosen(request), reverse("othercity:people")
    question = Confirm(
        "移交外市",
        "系统为每个城市生成一个移交包，由本市签名、只有对方城市能打开。收到对方签名的接收答复之前，人员、档案和党组织关系仍由本市管理；"
        "对方答复前可以撤回。不能移交的人员会跳过。",
        "生成移交包",
        back=back,
        facts=(("所选人数", f"{len(ids):,} 人"),),
        is_dangerous=False,
    )
    if asked := ask_first(request, question):
        return asked
    made = services.offer_people(actor=actor_of(request), at=timezone.now(), ids=ids)
    people = sum(one.people for one in made)
    messages.success(request, f"已生成 {len(made)} 个移交包，共 {people:,} 人。{goes_by('移交包文件')}")
    if people < len(ids):
        messages.info(request, f"另有 {len(ids) - people:,} 人现在不能移交，没有变化，原因见“能否移交”。")
    return redirect(made[0].get_absolute_url() if len(made) == 1 else reverse("othercity:packages"))
