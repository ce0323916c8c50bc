"""不应出具的证明: looked up by what somebody asks for, at the counter; for a file as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from yinqiao.areas.certificates import queries
from yinqiao.areas.certificates.forms import RefusedFilter
from yinqiao.areas.certificates.rules import PLACES
from yinqiao.areas.certificates.tables import RefusedTable
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="不应出具的证明", table=RefusedTable, filters=RefusedFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("不应由社区出具的证明", "certificates.refused_exported", is_personal=False),
    empty=Empty("没有列出", "请换一个说法再查。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def refused(request: HttpRequest) -> HttpResponseBase:
    """The twenty of the first list, or those that somebody may mean."""

    def load(chosen: Mapping[str, Any]) -> Any:
        return list(queries.look_up(chosen.get("asked") or ""))

    return answer_list(request, LIST, load, template="certificates/refused.html", context={"basis": queries.BASIS})
