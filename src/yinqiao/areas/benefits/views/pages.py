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
from yinqiao.areas.benefits.forms import MeantFilter
from yinqiao.areas.benefits.rules import LOOKERS
from yinqiao.areas.benefits.tables import MeantTable
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


@require_http_methods(["GET", "POST"])
@requires(*LOOKERS)
def people(request: HttpRequest, agreement_id: UUID) -> HttpResponseBase:
    """企业保留待遇 of an agreement: its items, and the people of one of them."""
    scope, today = actor_of(request).scope, timezone.localdate()
    items = list(queries.list_items(scope=scope, agreement_id=agreement_id))
    if not items:
        get_agreement(scope=scope, agreement_id=agreement_id)
    choices = [(one.no, f"{one.no} {benefit_kinds()[one.kind].label}") for one in items]
    spec = replace(LIST, filters=with_choices(MeantFilter, items=choices))

    def load(chosen: Mapping[str, Any]) -> Any:
        if not items:
            return []
        item = queries.get_item(scope=scope, agreement_id=agreement_id, no=chosen.get("item") or items[0].no)
        found = queries.list_meant_people(scope=scope, item=item, today=today)
        return found.filter(standing=chosen["standing"]) if chosen.get("standing") else found

    told = [(one, queries.item_words(one)) for one in items]
    wanted = request.GET.get("item", "")
    context: dict[str, Any] = {"items": told, "chosen": [one for one in told if one[0].no == wanted] or told[:1]}
    if actor_of(request).role in PARTIES:
        agreement = ("协议", reverse("agreements:agreement", args=[agreement_id]))
        context["crumbs"] = [("移交协议", reverse("agreements:agreements")), agreement, ("企业保留待遇", "")]
    return answer_list(request, spec, load, template="benefits/people.html", context=context)
