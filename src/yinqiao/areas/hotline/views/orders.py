"""Orders of 12345: the list, and one with its case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.hotline import queries
from yinqiao.areas.hotline.forms import OrderFilter
from yinqiao.areas.hotline.tables import ORDER_TONES, OrderTable
from yinqiao.areas.hotline.types import DESKS, PLACES, OrderState, Topic
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="12345工单", table=OrderTable, filters=OrderFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("12345工单清单", "hotline.orders_exported", is_personal=False, hint="不含来电人和诉求内容。"),
    empty=Empty("没有工单", "市级或区县导入热线的工单表以后，按所在地和分类派给牵头单位，在这里查看。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def orders(request: HttpRequest) -> HttpResponseBase:
    """The orders that the scope's offices got or lead, the newest first."""
    actor, today = actor_of(request), timezone.localdate()
    return answer_list(
        request, LIST,
        lambda chosen: queries.list_orders(
            scope=actor.scope, today=today, state=chosen.get("state") or "", topic=chosen.get("topic") or "",
            text=(chosen.get("text") or "").strip(),
        ),
        template="hotline/orders.html", context={"is_desk": actor.role in DESKS},
    )  # fmt: skip


@require_GET
@requires(*PLACES)
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order: what it says, who called as far as the reader may know, its case, what the hotline was told."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_order(scope=actor.scope, order_id=order_id, today=today)
    note_people_read(actor=actor, at=timezone.now(), people=1, action="hotline.order_opened", purpose="办理12345工单")
    context = {
        "row": row, "state": OrderState(row.state).label, "tone": ORDER_TONES[row.state], "topic": Topic(row.topic).label,
        "place": places().label(row.base_place_no), "words": queries.words_of_order(row),
        "firm": enterprise_names({row.firm_id}).get(row.firm_id, "") if row.firm_id else "",
        "caller": queries.caller_of_order(row), "case": queries.case_of_order(scope=actor.scope, order=row, today=today),
        "alike": queries.alike_count(order=row), "answers": queries.answers_of(order=row),
        "crumbs": [("12345工单", reverse("hotline:orders")), (row.number, "")],
    }  # fmt: skip
    return render(request, "hotline/order.html", context)
