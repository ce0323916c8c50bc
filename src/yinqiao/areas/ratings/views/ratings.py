"""好差评: the list by item, one rating and its follow-up, one noted by telephone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.applications.queries import get_case, item_of, items_in_force
from yinqiao.areas.cases.queries import get_named
from yinqiao.areas.datarights.queries import get_data_request
from yinqiao.areas.ratings import queries, services
from yinqiao.areas.ratings.forms import CloseForm, NotedForm, RateForm, RatingFilter
from yinqiao.areas.ratings.tables import GRADE_TONES, TONES, RatingTable
from yinqiao.areas.ratings.types import LEADERS, NAMED, By, FollowUp, Grade
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="好差评", table=RatingTable, filters=RatingFilter, unit="条", page_size=50,
    export=TableExport("好差评", "ratings.exported", hint=UNNAMED),
    empty=Empty("还没有评价", "办件办完、个人信息请求答复、联动事项的结果告知以后，本人或代办人可以在长辈版评价一次；不满意的在这里回访。"),
)  # fmt: skip
_NOTE = ActPage(
    "代记评价", "保存", "已记下评价。", "申请人打电话评价的，由没有经办过这个办件的上级单位代记。按原话记，不要改。"
)
_CLOSE = ActPage(
    "登记回访", "保存", "已登记回访。", "联系申请人核实，能解决的解决。由没有经办过这件事、也不代理经办人的人登记。"
)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Bad ones that wait."""
    if actor.role not in LEADERS:
        return []
    count = queries.count_to_follow(scope=actor.scope)
    entry = TodayEntry("差评待回访", count, f"{reverse('ratings:ratings')}?follow_up=open", "去回访", "normal",
                       "由没有经办过的人联系申请人。")  # fmt: skip
    return [entry] if count else []


@require_http_methods(["GET", "POST"])
@requires(*LEADERS)
def ratings(request: HttpRequest) -> HttpResponseBase:
    """The ratings of the scope, those to be followed up first."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_ratings(scope=scope)
        for name, column in (("follow_up", "follow_up"), ("grade", "grade"), ("item", "code")):
            if value := chosen.get(name):
                found = found.filter(**{column: value})
        return found

    items = [(one.code, one.title) for one in items_in_force(timezone.localdate())] + [*NAMED.items()]
    return answer_list(request, replace(LIST, filters=with_choices(RatingFilter, items=items)), load)


@require_GET
@requires(*LEADERS)
def rating(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """What was said, and what was done about it."""
    actor = actor_of(request)
    row = queries.get_rating(scope=actor.scope, rating_id=rating_id)
    note_people_read(actor=actor, at=timezone.now(), people=1, action="ratings.opened", purpose="好差评回访")
    said, outcome = queries.words_of(row)
    context = {
        "row": row, "said": said, "outcome": outcome, "grade": Grade(row.grade).label, "tone": GRADE_TONES[row.grade],
        "by": By(row.by).label, "follow_up": FollowUp(row.follow_up).label, "follow_tone": TONES[row.follow_up],
        "is_open": row.follow_up == FollowUp.OPEN, "crumbs": [("好差评", reverse("ratings:ratings")), (row.about, "")],
    }  # fmt: skip
    return render(request, "ratings/rating.html", context)


@require_http_methods(["GET", "POST"])
@requires(*LEADERS)
def close(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """What was done about a bad one."""
    actor = actor_of(request)
    row = queries.get_rating(scope=actor.scope, rating_id=rating_id)
    form, back = CloseForm(request.POST or None), reverse("ratings:rating", args=[rating_id])
    return answer_form(
        request, _CLOSE, form,
        lambda: services.close(
            actor=actor, at=timezone.now(), rating_id=rating_id, outcome=form.cleaned_data["outcome"]
        ),
        Shown("ratings/form.html", {"number": row.about, "back": back}, back=lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LEADERS)
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was said by telephone."""
    actor = actor_of(request)
    case = get_case(scope=actor.scope, case_id=case_id)
    form, back = RateForm(request.POST or None), reverse("applications:case", args=[case_id])
    context = {"number": f"{item_of(case.item).title} · {case.number}", "back": back}
    return answer_form(
        request, _NOTE, form,
        lambda: services.note_rating(actor=actor, at=timezone.now(), case_id=case_id, new=form.new()),
        Shown("ratings/form.html", context, back=lambda made: reverse("ratings:rating", args=[made])),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LEADERS)
def note_wish(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What was said by telephone of how a wish was answered."""
    actor = actor_of(request)
    wish = get_data_request(scope=actor.scope, request_id=request_id)
    form, back = RateForm(request.POST or None), reverse("datarights:data_request", args=[request_id])
    context = {"number": f"个人信息请求（{wish.kind_label}）", "back": back}
    page = replace(_NOTE, text="本人打电话评价答复的，由没有答复过这项请求的上级单位代记。按原话记，不要改。")
    return answer_form(
        request, page, form,
        lambda: services.note_wish(actor=actor, at=timezone.now(), request_id=request_id, new=form.new()),
        Shown("ratings/form.html", context, back=lambda made: reverse("ratings:rating", args=[made])),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LEADERS)
def note_matter(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What was said of an outcome by telephone, or ticked on the slip."""
    actor = actor_of(request)
    matter, person = get_named(scope=actor.scope, person_id=person_id)
    form, back = NotedForm(request.POST or None), reverse("cases:case", args=[matter.pk])
    page = replace(
        _NOTE, text="本人打电话、或者在告知单回执上评价的，由没有经办过这个事项的单位代记。按原话、按回执记，不要改。"
    )
    return answer_form(
        request, page, form,
        lambda: services.note_matter(
            actor=actor, at=timezone.now(), matter_id=matter.pk, retiree_id=person.pk, new=form.new(), by=form.way()
        ),
        Shown("ratings/form.html", {"number": matter.number, "back": back}, back=lambda _: back),
    )  # fmt: skip
