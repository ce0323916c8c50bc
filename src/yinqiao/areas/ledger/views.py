"""人员台账 and what goes out of it: workbook, call list, roll by building."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.ledger import errors, queries
from yinqiao.areas.ledger.forms import people_filter
from yinqiao.areas.ledger.tables import CALL_EXPORT, PEOPLE_EXPORT, PeopleTable
from yinqiao.areas.ledger.types import ContactRow, PersonFilter
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.papers.services import order_printing
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.platform.access import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import PurposeForm
from yinqiao.platform.ui.filterwords import chips_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids

MOST_CONTACTS = 5000
MOST_ON_PAPER = 3000
_BOTH = require_http_methods(["GET", "POST"])
_EMPTY = Empty("没有符合条件的人员", "请调整筛选条件；新移交的人员在接收后列入台账。", picture="search")
PEOPLE = ListSpec(
    title="人员台账", table=PeopleTable, export=PEOPLE_EXPORT, empty=_EMPTY, page_size=50,
    bulk=(BulkAction("打印信息确认表", "ledger:confirmations"), BulkAction("打印联系卡", "ledger:cards")),
)  # fmt: skip
CALLS = ListSpec(title="电话联系表", table=PeopleTable, export=CALL_EXPORT, empty=_EMPTY)


@_BOTH
@requires(*CASEWORKERS)
def people(request: HttpRequest) -> HttpResponse | FileResponse:
    """人员台账: the people of the scope, filtered, sorted; masked on the screen and in the workbook."""
    scope = actor_of(request).scope
    query = request.GET.urlencode()
    context = {
        "place_no": scope.place_from,
        "calls_url": f"{reverse('ledger:calls')}?{query}&export=1",
        "roll_url": f"{reverse('ledger:roll')}?{query}",
    }
    return answer_list(request, *_people(scope), template="ledger/people.html", context=context)


def _people(scope: Scope) -> tuple[ListSpec, Load]:
    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_people(scope=scope, narrowed=narrowed_by(chosen))

    return replace(PEOPLE, filters=_filter_of(scope)), load


def _ordered(request: HttpRequest, kind: str) -> HttpResponse:
    """Have a paper made for everybody chosen, in one file."""
    actor = actor_of(request)
    chosen = [str(one) for one in chosen_uuids(request, *_people(actor.scope))]
    order_id = order_printing(actor=actor, at=timezone.now(), kind=kind, subjects=chosen)
    return redirect("papers:printing", printing_id=order_id)


@require_POST
@requires(*CASEWORKERS)
def cards(request: HttpRequest) -> HttpResponse:
    """打印联系卡 of everybody chosen."""
    return _ordered(request, "handover-contact-card")


@require_POST
@requires(*CASEWORKERS)
def confirmations(request: HttpRequest) -> HttpResponse:
    """打印信息确认表 of everybody chosen."""
    return _ordered(request, "handover-confirmation")


@_BOTH
@requires(*CASEWORKERS)
def calls(request: HttpRequest) -> HttpResponse | FileResponse:
    """电话联系表: the same people with their phones in full, as a workbook with a purpose."""
    scope = actor_of(request).scope
    spec = replace(CALLS, filters=_filter_of(scope))
    address = request.GET.copy()
    address["export"] = "1"
    request.GET = address  # type: ignore[assignment]

    def load(chosen: Mapping[str, Any]) -> list[ContactRow]:
        return contacts_of(scope, narrowed_by(chosen), MOST_CONTACTS)

    return answer_list(request, spec, load)


@_BOTH
@requires(*CASEWORKERS)
def roll(request: HttpRequest) -> HttpResponse:
    """按楼栋名册: asks for the purpose, then the roll as a page for A4 paper."""
    actor = actor_of(request)
    chosen = _filter_of(actor.scope)(request.GET)
    chosen.is_valid()
    narrowed = narrowed_by(chosen.cleaned_data)
    form = PurposeForm(request.POST or None)
    conditions = [f"{chip.label}：{chip.words}" for chip in chips_of(chosen, request.GET)]
    context = {
        "form": form, "conditions": conditions, "count": queries.count_contacts(scope=actor.scope, narrowed=narrowed),
        "back": f"{reverse('ledger:people')}?{request.GET.urlencode()}",
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, "ledger/roll_ask.html", context, status=422 if form.is_bound else 200)
    rows = contacts_of(actor.scope, narrowed, MOST_ON_PAPER)
    purpose = form.cleaned_data["purpose"]
    note_people_read(actor=actor, at=timezone.now(), people=len(rows), action="retirees.roll_printed", purpose=purpose)
    context |= {"groups": _by_building(rows), "purpose": purpose, "made_at": timezone.localtime(), "total": len(rows)}
    response = render(request, "ledger/roll.html", context)
    response["Cache-Control"] = "no-store"
    return response


def narrowed_by(chosen: Mapping[str, Any]) -> PersonFilter:
    """The filter form's values as the reads take them."""
    low, _, high = (chosen.get("age") or "-").partition("-")
    return PersonFilter(
        today=timezone.localdate(),
        status=chosen.get("status") or "",
        text=chosen.get("name") or "",
        age_from=int(low) if low else None,
        age_to=int(high) if high else None,
        enterprise_id=chosen.get("enterprise"),
        place_no=chosen.get("place"),
        has_phone={"yes": True, "no": False}.get(chosen.get("phone") or ""),
    )


def contacts_of(scope: Scope, narrowed: PersonFilter, most: int) -> list[ContactRow]:
    """The people with phone and address in full; Invalid when there are more than `most`."""
    if queries.count_contacts(scope=scope, narrowed=narrowed) > most:
        raise errors.too_many_rows(most)
    return queries.list_contacts(scope=scope, narrowed=narrowed, limit=most)


def _filter_of(scope: Scope) -> type[Any]:
    tree = places()
    inside = [(row.place_no, tree.label(row.place_no)) for row in tree.within(scope)]
    return people_filter(queries.list_enterprises_of(scope=scope), inside)


def _by_building(rows: list[ContactRow]) -> list[tuple[str, list[tuple[str, list[ContactRow]]]]]:
    """Community → building → people, in the order given."""
    return [
        (
            place,
            [
                (building or "楼栋未登记", list(inside))
                for building, inside in groupby(of_place, lambda one: one.building)
            ],
        )
        for place, of_place in groupby(rows, lambda one: one.place_label)
    ]
