"""The organisations of a scope: figures, the list, what may be done with many."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.branches import queries
from yinqiao.areas.branches.forms import OrganisationFilter
from yinqiao.areas.branches.rules import PARTIES
from yinqiao.areas.branches.tables import OrganisationTable
from yinqiao.areas.branches.views.shared import figures_of
from yinqiao.areas.organisations.queries import enterprise_choices, places
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, with_choices

_OF_ENTERPRISE = (
    BulkAction("提交移交", "branches:offer", is_main=True),
    BulkAction("撤回", "branches:withdraw", is_dangerous=True),
)
_OF_RECEIVER = (BulkAction("退回企业", "branches:return", is_dangerous=True),)
LIST = ListSpec(
    title="党组织移交", table=OrganisationTable, page_size=50, is_wide=True, unit="个",
    export=TableExport("党组织移交", "branches.list_exported", is_personal=False),
)  # fmt: skip
_EMPTY_OWN = Empty(
    "还没有列入党组织", "可以逐个新增、从表格粘贴，或从党员名册中的党支部列入；列入后勾选，选择移交方式和接收单位提交。",
    "add/", "新增党组织",
)  # fmt: skip
_EMPTY = Empty(
    "没有移交到本单位的党组织", "企业提交后会列在这里；上级党委批复后由本单位签收，再落实名称、书记和组织生活。"
)


def list_spec(scope: Scope) -> ListSpec:
    """The list with the acts and the filters of one side."""
    choices = enterprise_choices(queries.list_organisations(scope=scope))
    filters = with_choices(OrganisationFilter, enterprises=choices, is_own=scope.is_enterprise)
    bulk, empty = (_OF_ENTERPRISE, _EMPTY_OWN) if scope.is_enterprise else (_OF_RECEIVER, _EMPTY)
    return replace(LIST, filters=filters, bulk=bulk, empty=empty)


def load_organisations(scope: Scope) -> Load:
    """The organisations of a scope under the filters of the list."""

    def load(chosen: Any) -> QuerySet[Any]:
        found = queries.list_organisations(
            scope=scope, wanted=chosen.get("state") or "", owed_by=chosen.get("owed_by") or ""
        )  # fmt: skip
        for field, look_up in (("path", "path"), ("kind", "kind"), ("enterprise", "enterprise_id")):
            if chosen.get(field):
                found = found.filter(**{look_up: chosen[field]})
        if row := places().by_no.get(chosen.get("place") or 0):
            found = found.filter(place_no__gte=row.place_no, place_no__lt=row.place_end)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        return found

    return load


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def organisations(request: HttpRequest) -> HttpResponseBase:
    """The organisations of the scope: by state, side that has the next step, path, kind, enterprise and name."""
    scope, today = actor_of(request).scope, timezone.localdate()
    context = {
        "figures": figures_of(queries.get_figures(scope=scope, today=today), is_enterprise=scope.is_enterprise),
        "is_enterprise": scope.is_enterprise,
        "unlisted": len(queries.list_unlisted(scope=scope, today=today)),
    }
    template = "branches/organisations.html"
    return answer_list(request, list_spec(scope), load_organisations(scope), template=template, context=context)
