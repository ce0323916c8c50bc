"""保存期限: every retention rule with its source and standing, and how much is due under it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.platform.retention.queries import list_periods
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.shell.oversight.tables import PeriodTable

OVERSEERS = ("auditor", "data_protection_officer")
PERIODS = ListSpec(
    title="保存期限", table=PeriodTable, unit="类", page_size=100,
    export=TableExport("保存期限", "oversight.periods_exported", is_personal=False),
    empty=Empty("没有保存期限规则", "规则随系统提供，请联系系统管理员。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*OVERSEERS)
def periods(request: StaffRequest) -> HttpResponseBase:
    """What is kept how long, by which rule; the officer goes on from here to what is due."""
    today = timezone.localdate()

    def load(_: object) -> list[object]:
        return [*list_periods(region=settings.REGION, today=today)]

    context = {"may_decide": request.actor.role == "data_protection_officer"}
    return answer_list(request, PERIODS, load, template="shell/oversight/periods.html", context=context)
