"""联动对接: the list of who leads what, the cases, one case with its steps, its timeline and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import list_manned
from yinqiao.areas.cases import queries
from yinqiao.areas.cases.forms import CaseFilter, KindFilter
from yinqiao.areas.cases.rules import RISES, STEP_FLOW, risen_to
from yinqiao.areas.cases.tables import STEP_TONES, TONES, CaseTable, KindTable
from yinqiao.areas.cases.types import PLACES, Act, CaseState, Grade, Kind, Result, StepAct, StepState
from yinqiao.areas.cases.views.petitions import bound_to, limits_of
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import TimelineEntry
from yinqiao.platform.workdays import work_calendar

LIST = ListSpec(
    title="联动对接", table=CaseTable, filters=CaseFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("联动事项清单", "cases.cases_exported", is_personal=False),
    empty=Empty(
        "还没有联动事项", "要几个单位一起解决的事在这里提出：按权责清单确定牵头单位，协助单位同时办理。", "/cases/new/", "提出联动事项",
    ),
)  # fmt: skip
KINDS = ListSpec(
    title="权责清单", table=KindTable, filters=KindFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("权责清单", "cases.kinds_exported", is_personal=False),
    empty=Empty("没有符合条件的种类", "换个条件再试。", picture="search"),
)  # fmt: skip
LABELS = {
    Act.ACCEPT: "接收", Act.RETURN: "退回", Act.ASSIGN: "指定牵头单位", Act.HAND_UP: "提级办理", Act.GIVE: "交办协助单位",
    Act.ASK_EXTENSION: "申请延期", Act.EXTEND: "同意延期", Act.KEEP_LIMIT: "不同意延期", Act.CLOSE: "办结",
    Act.CALL_BACK: "登记回访", Act.REOPEN: "重新办理", Act.ASK_REVIEW: "登记复查（复核）请求",
}  # fmt: skip
_FIRST = frozenset({Act.ACCEPT, Act.ASSIGN, Act.CLOSE, Act.EXTEND, Act.CALL_BACK})
_RISEN = {"street": "已上升街道督办", "district": "已上升区县督办", "city": "已上升市督办"}


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def kinds(request: HttpRequest) -> HttpResponseBase:
    """权责清单 as it holds today, and what has no lead."""
    today = timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> list[Kind]:
        return [
            one for one in queries.kinds_on(today)
            if chosen.get("group") in (None, "", one.group) and (chosen.get("lead") != "none" or one.lead == "at_desk")
        ]  # fmt: skip

    return answer_list(request, KINDS, load, template="cases/kinds.html")


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def cases(request: HttpRequest) -> HttpResponseBase:
    """The cases that the scope's offices lead or opened, the soonest due first."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_cases(
            scope=actor.scope, today=today, standing=chosen.get("standing") or "", role=actor.role
        )
        for name, lookup in (("group", "group"), ("number", "number__contains")):
            if value := (chosen.get(name) or "").strip():
                found = found.filter(**{lookup: value})
        return found

    return answer_list(request, LIST, load, template="cases/cases.html")


@require_GET
@requires(*PLACES)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: who leads, until when, what was asked of whom, what was done and what may be done now."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_case(scope=actor.scope, case_id=case_id)
    people = queries.people_of(scope=actor.scope, case_id=case_id)
    note_people_read(
        actor=actor, at=timezone.now(), people=max(1, len(people)), action="cases.case_opened", purpose="办理联动事项"
    )
    steps = queries.steps_of(scope=actor.scope, case_id=case_id)
    manned = list_manned(place_nos={row.place_no, *(one.place_no for one in steps if one.place_no)}, day=today)
    is_lead = row.place_no == actor.scope.place_from
    context = {
        "row": row, "kind": queries.kind_on(row.kind, row.opened_on), "state": CaseState(row.state).label,
        "tone": TONES[row.state], "today": today, "words": queries.words_of(row), "people": people,
        "caller": queries.caller_of(row), "has_caller": is_lead, "lead": places().label(row.place_no),
        "against": places().label(row.against_place_no) if row.against_place_no else "",
        "result": Result(row.result).label if row.result else "", "grade": Grade(row.grade).label if row.grade else "",
        "is_unmanned": row.state != CaseState.CLOSED and row.place_no not in manned,
        "petition": limits_of(row), **bound_to(row), "risen": _risen(row, actor.role, today), "acts": _acts(row, actor.scope),
        "steps": [_step(one, is_lead and row.state == CaseState.OPEN, manned) for one in steps],
        "entries": _entries(row), "parts": ui.parts_of("joint_case", actor, case_id), "crumbs": [("联动对接", reverse("cases:cases")), (row.number, "")],
    }  # fmt: skip
    return render(request, "cases/case.html", context)


def _risen(row: Any, role: str, today: Any) -> str:
    if row.state == CaseState.CLOSED or row.due_on >= today or role not in {*RISES, "community_officer"}:
        return ""
    return _RISEN.get(risen_to(work_calendar().count(row.due_on, today), queries.rising(today)), "")


def _acts(row: Any, scope: Scope) -> list[tuple[str, str, str]]:
    """What the reader may do now: address, words, the class of the button."""
    found = queries.may_now(row, scope)
    if row.grade:
        found = [one for one in found if one is not Act.CALL_BACK]
    return [
        (reverse("cases:act", args=[row.pk, one.value]), LABELS[one], "btn-primary" if one in _FIRST else "")
        for one in found
    ]


def _step(step: Any, may_settle: bool, manned: set[int]) -> dict[str, Any]:
    state = StepState(step.state)
    offers = [StepAct.TELL, StepAct.CANCEL, *([StepAct.ANSWER] if queries.is_on_paper(step) else [])]
    acts = [
        (reverse("cases:settle", args=[step.pk, one.value]), "登记复函" if one is StepAct.ANSWER else one.label)
        for one in offers
        if may_settle and one in STEP_FLOW[state]
    ]
    return {
        "row": step, "state": state.label, "tone": STEP_TONES[step.state], "acts": acts, **queries.step_words(step),
        "is_unmanned": step.closed_on is None and step.place_no is not None and step.place_no not in manned,
        "is_on_paper": queries.is_on_paper(step),
    }  # fmt: skip


def _entries(row: Any) -> list[TimelineEntry]:
    return [
        TimelineEntry(one.at, one.label, one.words, one.who, tone="accent")
        for one in queries.moments_of(row.passages.all())
    ]
