"""The list of enterprises; one enterprise: what it was called, who answers for it, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.organisations import queries
from yinqiao.areas.organisations.forms import EnterpriseFilter
from yinqiao.areas.organisations.rules import KEEPERS, READERS
from yinqiao.areas.organisations.tables import EnterpriseTable
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="企业", table=EnterpriseTable, unit="家", page_size=50,
    export=TableExport("企业清单", "organisations.enterprises_exported", is_personal=False),
    empty=Empty("没有企业", "企业由系统管理人员登记后列在这里；更名、注销和承继单位由市级管理人员登记。"),
)  # fmt: skip


def _load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
    return queries.list_enterprise_rows(
        text=(chosen.get("text") or "").strip(), standing=chosen.get("standing") or "",
        source=chosen.get("source") or "", group_id=chosen.get("group"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def enterprises(request: HttpRequest) -> HttpResponseBase:
    """Every enterprise of the city, by name now and before, standing, source and group."""
    request.answering = queries.answering_names()  # type: ignore[attr-defined]
    spec = replace(LIST, filters=with_choices(EnterpriseFilter, groups=queries.list_groups()))
    return answer_list(request, spec, _load, template="organisations/enterprises.html")


@require_GET
@requires(*READERS)
def enterprise(request: HttpRequest, code: str) -> HttpResponse:
    """One enterprise, and what each room holds of it within the actor's scope."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_enterprise_row(code=code)
    answering = queries.answering_enterprise(enterprise_id=row.pk)
    context = {
        "row": row, "answering": answering, "is_desk": answering.is_desk and answering.id == row.pk,
        "former": queries.list_former_names(enterprise_id=row.pk),
        "left": queries.list_left_to(enterprise_id=row.pk),
        "facts": [fact for source in ui.enterprise_facts for fact in source(actor, row.pk, today)],
        "is_keeper": actor.role in KEEPERS,
    }  # fmt: skip
    return render(request, "organisations/enterprise.html", context)
