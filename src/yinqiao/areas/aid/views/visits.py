"""应走访: who is to be visited, the soonest due first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.aid import queries
from yinqiao.areas.aid.forms import VisitFilter
from yinqiao.areas.aid.rules import LOOK
from yinqiao.areas.aid.tables import VisitTable
from yinqiao.areas.organisations.queries import enterprise_names, narrow_work_list, near_label, places
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="应走访", table=VisitTable, filters=VisitFilter, page_size=50, is_wide=True,
    export=TableExport("应走访清单", "aid.visits_exported", hint=UNNAMED),
    empty=Empty(
        "没有应走访的人员",
        "民政部门认定困难状况，或按规定收到健康类走访提示后，人员列在这里；登记走访后自动了结。",
        picture="done",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LOOK.roles)
def visits(request: HttpRequest) -> HttpResponseBase:
    """Who is to be visited within the scope."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_visits(scope=scope, is_open=chosen.get("state") != "all")
        if chosen.get("state") == "overdue":
            found = found.filter(due_on__lt=today)
        if reason := chosen.get("reason"):
            found = found.filter(reason=reason)
        return narrow_work_list(found, chosen, today)

    inside = [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    known = sorted(enterprise_names(None).items(), key=lambda one: one[1])
    spec = replace(LIST, filters=with_choices(VisitFilter, enterprises=known, places=inside))
    return answer_list(request, spec, load, template="aid/visits.html")
