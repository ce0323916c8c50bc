"""人档分离: the work list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.organisations.queries import enterprise_names, narrow_work_list, near_label, places
from yinqiao.areas.separation import queries
from yinqiao.areas.separation.forms import ItemFilter
from yinqiao.areas.separation.rules import PARTIES
from yinqiao.areas.separation.tables import ItemTable
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.placed import MOST_LISTED, PlacedRows

LIST = ListSpec(
    title="人档分离", table=ItemTable, filters=ItemFilter, unit="项", page_size=50,
    export=TableExport("人档分离", "separation.list_exported", hint=UNNAMED),
    empty=Empty("没有人档分离的事项", "有人无档、有档无人、存放地点矛盾和接收时缺少的，都会列在这里。", picture="done"),
)  # fmt: skip


def _load(scope: Scope, chosen: Any) -> Any:
    today = timezone.localdate()
    found = queries.list_items(scope=scope, today=today)
    if cause := chosen.get("cause"):
        found = found.filter(cause=cause)
    found = narrow_work_list(found, {name: chosen.get(name) for name in ("enterprise", "place", "name")}, today)
    if matched := chosen.get("matched"):
        found = queries.keep_matched(found, is_matched=matched == "yes")
    if number := (chosen.get("archive_no") or "").strip():
        found = found.filter(archive_no__contains=number)
        if scope.is_enterprise:
            # What the register was told of an archive is not an enterprise's to find out by asking.
            found = found.filter(archive_id__isnull=False)
    return PlacedRows(found, scope)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def items(request: HttpRequest) -> HttpResponseBase:
    """Everything that hangs within the scope, by cause, enterprise, number and name."""
    scope = actor_of(request).scope
    known = enterprise_names(set(scope.enterprises) if scope.is_enterprise else None)
    choices = sorted(known.items(), key=lambda one: one[1])
    inside = (
        []
        if scope.is_enterprise
        else [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    )
    spec = replace(LIST, filters=with_choices(ItemFilter, enterprises=choices, places=inside))
    return answer_list(
        request, spec, lambda chosen: _load(scope, chosen), template="separation/items.html", context={"most": MOST_LISTED}
    )  # fmt: skip
