"""What street, district and city see of the monthly handover: enterprises in figures, never a name before the offer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.routine import queries
from yinqiao.areas.routine.forms import FiguresFilter
from yinqiao.areas.routine.rules import LEVEL_OF_ROLE, PLACE_ROLES
from yinqiao.areas.routine.tables import FiguresTable
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="常态化移交", table=FiguresTable, filters=FiguresFilter, unit="家企业", page_size=50,
    export=TableExport("常态化移交情况", "routine.figures_exported", is_personal=False),
    empty=Empty(
        "没有符合条件的企业", "企业报送即将退休人员名单后，按名单中的居住地汇总到这里；移交之前只有数字，没有姓名。"
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACE_ROLES)
def figures(request: HttpRequest) -> HttpResponseBase:
    """How many of each enterprise retire next month, are confirmed, handed over, late; those that have risen first."""
    actor = actor_of(request)
    found = queries.list_figures(scope=actor.scope, today=timezone.localdate(), level=LEVEL_OF_ROLE[actor.role])

    def load(chosen: Any) -> list[Any]:
        late = chosen.get("late") or ""
        return [one for one in found if not late or (one.risen if late == "risen" else one.late)]

    return answer_list(request, LIST, load, template="routine/figures.html", context={"totals": _totals(found)})


def _totals(found: list[Any]) -> list[tuple[str, int]]:
    names = ("next_month", "to_confirm", "confirmed", "handed_over", "late")
    labels = ("下月到龄", "到龄待办退休", "已办退休待移交", "已移交待接收", "逾期")
    return [(label, sum(getattr(one, name) for one in found)) for label, name in zip(labels, names, strict=True)]
