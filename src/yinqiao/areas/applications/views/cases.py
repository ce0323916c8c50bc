"""办件: the list, one case with its timeline and what comes next, a value behind its eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.forms import CaseFilter
from yinqiao.areas.applications.rules import (
    is_masked,
    masked_answer,
    offered,
    risen_to,
    sentence_of,
)
from yinqiao.areas.applications.tables import TONES, CaseTable
from yinqiao.areas.applications.types import (
    OFFICE_OF_ROLE,
    OPEN,
    PLACES,
    Act,
    CaseState,
    Channel,
    Consent,
    Item,
    Material,
    who_applied,
)
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import mask_phone
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.eye import Eye, answer_eye
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.parts import TimelineEntry
from yinqiao.platform.workdays import work_calendar

_RISEN = {"street": "已上升街道督办", "district": "已上升区县督办"}
_LABELS = {
    Act.DECIDE: "办结",
    Act.ASK: "一次性告知",
    Act.SUPPLY: "登记补正",
    Act.PASS_ON: "审核通过",
    Act.WITHDRAW: "撤回申请",
}
# Whoever the applicant may tell by telephone how it was: not the office that took the case in.
_ABOVE = ("street_officer", "district_manager", "city_manager")
_DANGEROUS = frozenset({Act.REFUSE, Act.WITHDRAW})


LIST = ListSpec(
    title="办件", table=CaseTable, filters=CaseFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("办件清单", "applications.cases_exported", hint=UNNAMED),
    empty=Empty(
        "还没有办件", "打开人员页面，点“申请办事”，为本人或其家属提出申请；网上、电话、窗口提出的都在这里办理。", "/services/items/",
        "看看有哪些事项",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def cases(request: HttpRequest) -> HttpResponseBase:
    """The cases of people of the scope, the soonest due first."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_cases(
            scope=actor.scope, today=today, standing=chosen.get("standing") or "", role=actor.role
        )
        for name, lookup in (("item", "code"), ("number", "number__contains"), ("name", "retiree__name__startswith")):
            if value := (chosen.get(name) or "").strip():
                found = found.filter(**{lookup: value})
        return found

    items = [(one.code, one.title) for one in queries.items_in_force(today)]
    spec = replace(LIST, filters=with_choices(CaseFilter, items=items))
    return answer_list(request, spec, load, template="applications/cases.html")


@require_GET
@requires(*PLACES)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: where it stands, until when, what was filled in, what was done and what may be done now."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_case(scope=actor.scope, case_id=case_id)
    note_people_read(actor=actor, at=timezone.now(), people=1, action="applications.case_opened", purpose="办理办件")
    item, state, content = queries.item_of(row.item), CaseState(row.state), queries.content_of(row)
    late = work_calendar().count(row.due_on, today) if row.due_on and row.due_on < today else 0
    context = {
        "row": row, "item": item, "state": state, "tone": TONES[row.state], "today": today, "content": content,
        "sentence": sentence_of(state, item, row.step, row.promised_on), "is_late": late > 0,
        "risen": _RISEN.get(risen_to(late, queries.rising(today)), ""), "acts": _acts(row, item, actor.role),
        "answers": _answers(row, item, content), "who": who_applied(row.applicant, content),
        "channel": Channel(row.channel).label, "consent": Consent(row.consent).label if row.consent else "",
        "unwarranted": state in OPEN and queries.is_unwarranted(row, today),
        "proxy_phone": _eye(row, "proxy_phone", _whose_phone(item), mask_phone(content.get("phone") or "")),
        "materials": _materials(actor.scope, row, item), "can_attach": state in OPEN,
        "entries": [
            TimelineEntry(one.at, one.label, one.words, one.who, tone="accent") for one in queries.moments_of(row, item)
        ],
        "elsewhere": OFFICE_OF_ROLE[row.step_role] if row.due_on and row.step_role != actor.role else "",
        "papers": _papers(row), "parts": ui.parts_of("case", actor, row.pk), "crumbs": [("办件", reverse("applications:cases")), (row.number, "")],
    }  # fmt: skip
    return render(request, "applications/case.html", context)


def _materials(scope: Scope, row: Any, item: Item) -> list[tuple[Material, bool, bool, list[UUID]]]:
    """Each with whether it was received, whether it is missing, and its pictures."""
    pictures = queries.list_pictures(scope=scope, case_id=row.pk)
    return [
        (one, one.code in row.materials, one.code in row.missing, pictures.get(one.code, [])) for one in item.material
    ]


def _acts(row: Any, item: Item, role: str) -> list[tuple[str, str, str]]:
    """What the reader may do now: address, words, the class of the button; what goes on first."""
    if CaseState(row.state) not in OPEN:
        return [(reverse("ratings:note", args=[row.pk]), "代记评价", "")] if role in _ABOVE else []
    found = offered(role, CaseState(row.state), item, row.step)
    return [
        (
            reverse("applications:act", args=[row.pk, one.value]), _label(one, row),
            "btn-danger" if one in _DANGEROUS else "btn-primary" if one in (Act.ACCEPT, Act.PASS_ON, Act.DECIDE) else "",
        )
        for one in sorted(found, key=lambda one: one in _DANGEROUS)
    ]  # fmt: skip


def _label(act: Act, row: Any) -> str:
    """What is refused before it was taken in is not taken in."""
    is_refusal = act is Act.REFUSE and row.state == CaseState.APPLIED
    return "不予受理" if is_refusal else _LABELS.get(act, act.label)


def _eye(row: Any, field: str, label: str, value: str) -> Eye:
    return Eye(f"answer-{field}", reverse("applications:show", args=[row.pk, field]), label, value)


def _whose_phone(item: Item) -> str:
    return "申请人电话" if item.is_posthumous else "代办人电话"


def _answers(row: Any, item: Item, content: Mapping[str, Any]) -> list[tuple[str, str, Eye | None]]:
    told = content["answers"]
    return [
        (
            one.label, masked_answer(one, told[one.code]),
            _eye(row, one.code, one.label, masked_answer(one, told[one.code])) if is_masked(one) else None,
        )
        for one in item.field
        if told.get(one.code)
    ]  # fmt: skip


def _papers(row: Any) -> list[str]:
    """The kinds of paper that may be printed of a case as it stands."""
    papers = ["case"]
    if row.accepted_on:
        papers.append("accepted_case")
    if row.state == CaseState.ASKED:
        papers.append("asked_case")
    if row.state in (CaseState.REFUSED, CaseState.NOT_TAKEN):
        papers.append("refused_case")
    if row.state == CaseState.DONE:
        papers.append("done_case")
    return papers


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def show(request: HttpRequest, case_id: UUID, field: str) -> HttpResponse:
    """The full value behind the eye, with a purpose, on record."""
    actor = actor_of(request)
    row = queries.get_case(scope=actor.scope, case_id=case_id)
    card = get_person(scope=actor.scope, retiree_id=row.retiree_id)
    eyes = {label: eye for label, _, eye in _answers(row, queries.item_of(row.item), queries.content_of(row)) if eye}
    eye = next((one for one in eyes.values() if one.value_id == f"answer-{field}"), None)
    if field == "proxy_phone":
        eye = _eye(row, field, _whose_phone(queries.item_of(row.item)), "—")
    if eye is None:
        raise NotFound
    return answer_eye(
        request, card, eye,
        lambda purpose: services.show_answer(
            actor=actor, at=timezone.now(), case_id=case_id, field=field, purpose=purpose
        ),
    )  # fmt: skip
