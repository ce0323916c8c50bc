"""Members for whom coming is no way: the list by urgency, how somebody takes part, what is planned and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.forms import ApartFilter, ErrandEndForm, ErrandForm, WayForm
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.areas.party_life.tables import ApartTable
from yinqiao.areas.party_life.types import Care, Form
from yinqiao.areas.party_life.views.shared import answer_step
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

APART = ListSpec(
    title="送学上门和流动党员", table=ApartTable, filters=ApartFilter, page_size=50,
    export=TableExport("送学上门和流动党员", "party_life.apart_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的党员", "在党员页面点“参加方式”，登记年老体弱的和流动的党员。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def apart(request: HttpRequest) -> HttpResponseBase:
    """The members of the scope who do not come, the most urgent first."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Any) -> Any:
        filters = queries.apart_filters(today)
        found = queries.list_apart(scope=scope, today=today).filter(filters[chosen.get("state") or ""])
        text = (chosen.get("name") or "").strip()
        return found.filter(member__name__contains=text) if text else found

    return answer_list(request, APART, load, template="party_life/apart.html")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def way(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """参加方式."""
    actor = actor_of(request)
    row = queries.get_member(scope=actor.scope, member_id=member_id)
    initial = {"form": row.form, "lock_version": row.lock_version, **queries.whereabouts_of(row)._asdict()}
    form = WayForm(request.POST or None, initial=initial)
    page = ActPage(
        "参加方式", "保存", "已保存。", "改为随支部参加的，流动去向不再保留。应到会议不因此减少，仍由支部决定是否请假。"
    )
    return answer_step(
        request, page, form,
        lambda: services.change_form(
            actor=actor, at=timezone.now(), member_id=member_id, lock_version=form.cleaned_data["lock_version"],
            form=Form(form.cleaned_data["form"]), whereabouts=form.whereabouts(),
        ),
        sub=f"{row.member.name}，{row.branch.name}", back=reverse("party_life:member", args=[member_id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def errand(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """计划送学、走访."""
    actor = actor_of(request)
    row = queries.get_member(scope=actor.scope, member_id=member_id)
    care = Care.CONTACT if row.form == Form.MOBILE else Care.STUDY
    form = ErrandForm(request.POST or None, initial={"care": care.value, "planned_on": timezone.localdate()})
    page = ActPage("计划送学、走访", "列入计划", "已列入计划，党员在手机上看得到日期。")
    return answer_step(
        request, page, form,
        lambda: services.plan_errand(actor=actor, at=timezone.now(), member_id=member_id, given=form.given()),
        sub=f"{row.member.name}，{row.branch.name}", back=reverse("party_life:member", args=[member_id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def errand_end(request: HttpRequest, errand_id: UUID) -> HttpResponse:
    """登记办理情况."""
    actor = actor_of(request)
    row = queries.get_errand(scope=actor.scope, errand_id=errand_id)
    form = ErrandEndForm(request.POST or None, initial={"is_done": "yes", "on": timezone.localdate()})
    page = ActPage("登记办理情况", "保存", "已登记。", "登记后不能修改；没有办成的，请另行计划。")
    return answer_step(
        request, page, form,
        lambda: services.end_errand(actor=actor, at=timezone.now(), errand_id=errand_id, done=form.done()),
        sub=f"{row.member.name}，{row.get_care_display()}，计划 {row.planned_on:%Y-%m-%d}",
        back=reverse("party_life:member", args=[row.member_id]),
    )  # fmt: skip
