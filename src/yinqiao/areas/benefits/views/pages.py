"""The items of one agreement, and for whom each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.agreements.queries import PARTIES, benefit_kinds, get_agreement
from yinqiao.areas.benefits import queries
from yinqiao.areas.benefits.forms import MeantFilter, OutsideFilter
from yinqiao.areas.benefits.rules import LOOKERS
from yinqiao.areas.benefits.tables import MeantTable, OutsideTable
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="企业保留待遇人员", table=MeantTable, unit="人", page_size=50,
    export=TableExport("企业保留待遇人员", "benefits.people_exported"),
    empty=Empty(
        "没有符合条件的人员",
        "协议签署后，这里按所选项目列出社区已接收、符合范围的人员；“企业逐人告知”的项目，列出企业已告知的人员。",
    ),
)  # fmt: skip
# What is told beyond the agreement stands in the choice of items under a number that no item has.
OUTSIDE = "outside"
OUTSIDE_LIST = replace(
    LIST, title="协议以外的企业待遇", table=OutsideTable, unit="项",
    export=TableExport("协议以外的企业待遇", "benefits.outside_exported"),
    empty=Empty(
        "企业没有告知协议以外的待遇",
        "企业自行发给个别人员、协议没有约定的待遇，由企业通过接口、文件、来函或在人员页面告知后列在这里。",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LOOKERS)
def people(request: HttpRequest, agreement_id: UUID) -> HttpResponseBase:
    """企业保留待遇 of an agreement: its items, and the people of one of them."""
    scope, today = actor_of(request).scope, timezone.localdate()
    items = list(queries.list_items(scope=scope, agreement_id=agreement_id))
    paper = items[0] if items else get_agreement(scope=scope, agreement_id=agreement_id)
    choices = [*((one.no, f"{one.no} {benefit_kinds()[one.kind].label}") for one in items), (OUTSIDE, "协议以外")]
    wanted = request.GET.get("item", "")
    if is_outside := wanted == OUTSIDE or not items:
        spec = replace(OUTSIDE_LIST, filters=with_choices(OutsideFilter, items=choices))
    else:
        spec = replace(LIST, filters=with_choices(MeantFilter, items=choices))

    def load(chosen: Mapping[str, Any]) -> Any:
        if is_outside:
            told = queries.list_told_outside(scope=scope, paper=paper)
            return told.filter(state=chosen["state"]) if chosen.get("state") else told
        item = queries.get_item(scope=scope, agreement_id=agreement_id, no=chosen.get("item") or items[0].no)
        found = queries.list_meant_people(scope=scope, item=item, today=today)
        return found.filter(standing=chosen["standing"]) if chosen.get("standing") else found

    said = [(one, queries.item_words(one)) for one in items]
    context: dict[str, Any] = {"items": said, "is_outside": is_outside}
    context["chosen"] = [one for one in said if one[0].no == wanted] or said[:1]
    context["crumbs"] = _crumbs(request, agreement_id)
    return answer_list(request, spec, load, template="benefits/people.html", context=context)


def _crumbs(request: HttpRequest, agreement_id: UUID) -> list[tuple[str, str]]:
    """The way back, for whom the agreement has a page."""
    if actor_of(request).role not in PARTIES:
        return []
    agreement = ("协议", reverse("agreements:agreement", args=[agreement_id]))
    return [("移交协议", reverse("agreements:agreements")), agreement, ("企业保留待遇", "")]
