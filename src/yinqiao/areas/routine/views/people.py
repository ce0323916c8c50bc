"""Expected retirees of an enterprise month by month, one of them with all that was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.lists.queries import list_batches
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.routine import queries
from yinqiao.areas.routine.forms import PeopleFilter
from yinqiao.areas.routine.queries import RETIRING_FIELDS
from yinqiao.areas.routine.rules import ENTERPRISE_ROLES, FLOW
from yinqiao.areas.routine.services.opening import open_person
from yinqiao.areas.routine.tables import STATE_TONES, PeopleTable
from yinqiao.areas.routine.types import ExpectedState, View
from yinqiao.kernel.codes import PoliticalStatus, Sex
from yinqiao.kernel.masking import mask_id_number
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, with_choices
from yinqiao.platform.ui.parts import Figure

_EMPTY = Empty(
    "没有符合条件的人员",
    "先在“即将退休名单”上传名单：系统推算每个人的法定退休年月，到月自动列在这里，不需要另外操作。",
)
# The views as figures above the list: view, hint, tone where there is somebody.
_SHOWN = (
    (View.NEXT, "请提前准备退休手续", "accent"),
    (View.NOW, "办理后请确认", "accent"),
    (View.TO_HAND_OVER, "勾选后点“移交”", "soon"),
    (View.LATE, "请尽快办理、延后或注明原因", "danger"),
)


def people_list(scope: Scope, today: date) -> tuple[ListSpec, Load]:
    """The list and how it is filled."""
    everybody = queries.list_expected(scope=scope)
    months = everybody.order_by("planned_on").values_list("planned_on", flat=True).distinct()
    own = sorted(enterprise_names(set(scope.enterprises)).items(), key=lambda one: one[1])

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        found = everybody.filter(queries.of_view(View(chosen.get("view") or View.OPEN.value), today))
        wanted = {name: chosen[name] for name in ("state", "batch") if chosen.get(name)}
        wanted = {("batch_id" if name == "batch" else name): value for name, value in wanted.items()}
        if chosen.get("month"):
            wanted["planned_on"] = date.fromisoformat(f"{chosen['month']}-01")
        if chosen.get("enterprise"):
            wanted["enterprise_id"] = chosen["enterprise"]
        if text := (chosen.get("name") or "").strip():
            wanted["name__contains"] = text
        return found.filter(**wanted)

    spec = ListSpec(
        title="常态化移交", table=PeopleTable, filters=with_choices(PeopleFilter, enterprises=own, months=list(months)),
        bulk=(BulkAction("确认已办理退休", "routine:confirm", is_main=True), BulkAction("移交", "routine:hand_over"),
              BulkAction("打印介绍信", "routine:letters")),
        export=TableExport("即将退休人员", "routine.people_exported", hint=UNNAMED), page_size=50, empty=_EMPTY,
    )  # fmt: skip
    return spec, load


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def people(request: HttpRequest) -> HttpResponseBase:
    """Who retires next month, this month, who is late, everybody; the figures lead to the same list."""
    scope, today = actor_of(request).scope, timezone.localdate()
    counts = queries.count_views(scope=scope, today=today)
    url = reverse("routine:people")
    figures = [
        Figure(view.label, counts[view], hint, f"{url}?view={view.value}", tone if counts[view] else "neutral", "人")
        for view, hint, tone in _SHOWN
    ]
    return answer_list(
        request, *people_list(scope, today), template="routine/people.html", context={"figures": figures}
    )  # fmt: skip


@require_GET
@requires(*ENTERPRISE_ROLES)
def person(request: HttpRequest, expected_id: UUID) -> HttpResponse:
    """One person: what the list says, when the retirement is due, what was done, what may be done now."""
    actor = actor_of(request)
    row, facts = open_person(
        actor=actor, expected_id=expected_id, action="routine.person_read", purpose="查看即将退休人员"
    )
    state = member_of(ExpectedState, row.state)
    context = {
        "row": row,
        "tone": STATE_TONES.get(state, "neutral"),
        "facts": _facts(row, facts),
        "steps": FLOW[state],
        "is_late": row.due_on is not None and row.due_on < timezone.localdate(),
        "batch": _batch(actor, row),
        "entries": list(queries.list_entries(scope=actor.scope, expected_id=expected_id)),
    }
    return render(request, "routine/person.html", context)


def _batch(actor: Actor, row: Any) -> Any:
    if row.batch_id is None:
        return None
    return list_batches(scope=actor.scope, kind="roster").filter(pk=row.batch_id).first()


def _facts(row: Any, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The cells of the list in words; the number masked, phone and address left to the list that the enterprise sent."""
    sex, status = Sex.read(str(row.sex)), PoliticalStatus.read(facts.get("political_status"))
    told = {
        "sex": sex.label if sex else "",
        "id_no": mask_id_number(facts.get("id_no", "")),
        "born_on": f"{row.born_on:%Y-%m-%d}",
        "post": row.get_post_display(),
        "is_special": "是" if row.is_special else "否",
        "option": row.get_option_display(),
        "political_status": status.label if status else "",
        "chosen_on": facts.get("chosen_on", "")[:7],
    }
    names = [
        "sex", "id_no", "born_on", "post", "option", "is_special", "approval_no", "chosen_on", "work_start_on",
        "former_unit", "political_status", "archive_no", "community_name", "remark",
    ]  # fmt: skip
    shown = [(RETIRING_FIELDS.label(name), str(told.get(name, facts.get(name, "")))) for name in names]
    return [(label, words or "—") for label, words in shown]
