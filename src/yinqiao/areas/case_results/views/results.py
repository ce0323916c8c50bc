"""办理结果: which outcomes are still to be told, one person told; the part of the case's page and of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.case_results import queries, services
from yinqiao.areas.case_results.forms import TellForm, UntoldFilter
from yinqiao.areas.case_results.tables import UntoldTable
from yinqiao.areas.cases.queries import get_case, get_named, kind_on, named_in
from yinqiao.areas.cases.types import PLACES, CaseState
from yinqiao.areas.ratings.queries import ratings_of_matter
from yinqiao.areas.ratings.types import LEADERS, Grade
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="待告知的办理结果", table=UntoldTable, filters=UntoldFilter, unit="件", page_size=50,
    export=TableExport("待告知的办理结果", "case_results.exported", is_personal=False),
    empty=Empty(
        "没有待告知的办理结果", "本单位牵头的联动事项办结后，还没有告知本人的列在这里；告知后本人可以在长辈版看到并评价。",
        picture="done",
    ),
)  # fmt: skip
_TELL = ActPage(
    "告知本人办理结果", "保存告知", "已登记告知，本人在长辈版可以看到。",
    "每次办理结果告知一次。告知后本人可以评价一次；信访事项的复查、复核权利和期限会自动写在告知内容之后。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def untold(request: HttpRequest) -> HttpResponseBase:
    """The outcomes of the own lead that somebody has not been told."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_untold(scope=scope, today=today)
        number = (chosen.get("number") or "").strip()
        return found.filter(number__contains=number) if number else found

    return answer_list(request, LIST, load)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def tell(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person is told; what the case says of its outcome is proposed where it concerns nobody else."""
    actor = actor_of(request)
    row, person = get_named(scope=actor.scope, person_id=person_id)
    back = reverse("cases:case", args=[row.pk])
    if request.method == "GET":
        note_people_read(
            actor=actor, at=timezone.now(), people=1, action="case_results.tell_opened", purpose="告知办理结果"
        )
    form = TellForm(request.POST or None, initial={"words": queries.words_proposed(scope=actor.scope, case=row)})
    crumbs = [("联动对接", reverse("cases:cases")), (row.number, back), (_TELL.title, "")]
    context = {"back": back, "crumbs": crumbs, "about": f"{row.number} · {person.name}"}
    return answer_form(
        request, _TELL, form,
        lambda: services.tell(
            actor=actor, at=timezone.now(), case_id=row.pk, retiree_id=person.pk, new=form.new()
        ),
        Shown("cases/form.html", context, back=lambda _: back),
    )  # fmt: skip


def part(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """Of the page of a case: what each person was told of the newest outcome, how it was rated, what may be done."""
    if actor.role not in PLACES:
        return None
    row = get_case(scope=actor.scope, case_id=case_id)
    people = named_in(scope=actor.scope, case_id=case_id)
    if row.state != CaseState.CLOSED or not people:
        return None
    told = queries.tellings_of(scope=actor.scope, case_id=case_id)
    rated = ratings_of_matter(scope=actor.scope, case_id=case_id) if actor.role in LEADERS else {}
    is_lead = row.place_no == actor.scope.place_from
    rows = []
    for pk, person in people:
        telling, what = told.get((pk, row.reworks), (None, None))
        rating = rated.get((person.pk, row.reworks))
        rows.append({
            "key": pk, "person": person, "telling": telling, "told": what, "rating": rating,
            "grade": Grade(rating.grade).label if rating else "", "may_tell": is_lead and telling is None,
            "may_note": actor.role in LEADERS and rating is None and telling is not None and not is_lead,
        })  # fmt: skip
    return {"row": row, "rows": rows, "kind": kind_on(row.kind, row.opened_on).title}


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Outcomes that the own office has not told everybody."""
    if actor.role not in PLACES or not actor.scope.sees_content:
        return []
    count = queries.list_untold(scope=actor.scope, today=today).order_by().count()
    entry = TodayEntry("办理结果还没有告知本人", count, reverse("case_results:untold"), "去告知", "soon",
                       "办结不等于本人知道；告知后本人可以评价。")  # fmt: skip
    return [entry] if count else []
