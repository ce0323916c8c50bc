"""市间专线: what went to other cities and how far it has come, what came from them; a file posted once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.hub import queries, services
from yinqiao.areas.hub.forms import CameFilter, SentFilter
from yinqiao.areas.hub.rules import CITY_ROLES
from yinqiao.areas.hub.tables import CameTable, SentTable
from yinqiao.areas.hub.types import Trouble
from yinqiao.areas.othercity.queries import city_label
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices


def _context() -> dict[str, Any]:
    """How the line stands with each city that we read from."""
    readers = queries.list_readers(line=settings.REGION)
    return {
        "is_on": bool(settings.CARRIER_SERVERS),
        "readers": [(city_label(one.city), Trouble(one.trouble), one.heard_at, one.refused) for one in readers],
    }


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def sent(request: HttpRequest) -> HttpResponseBase:
    """Files on their way to other cities, each with how far it has come."""
    every = queries.list_sent(scope=actor_of(request).scope)

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        found = every.filter(about__contains=(chosen.get("about") or "").strip())
        if chosen.get("city"):
            found = found.filter(line=chosen["city"])
        return found.filter(state=chosen["state"]) if chosen.get("state") else found

    cities = sorted(set(every.order_by().values_list("line", flat=True)))
    spec = ListSpec(
        title="市间专线", table=SentTable, filters=with_choices(SentFilter, found=cities), unit="条", is_wide=True,
        export=TableExport("市间专线发出的文件", "hub.sent_exported", is_personal=False),
        empty=Empty("还没有经专线发出的文件", "在“异地移交”生成的移交包、撤回和在“外市移入”作出的答复，系统自动经专线发给对方，列在这里。"),
    )  # fmt: skip
    return answer_list(request, spec, load, template="hub/line.html", context={**_context(), "is_sent": True})


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def came(request: HttpRequest) -> HttpResponseBase:
    """What came from other cities over the carrier, and what became of it."""
    every = queries.list_came(scope=actor_of(request).scope)

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        found = every.filter(about__contains=(chosen.get("about") or "").strip())
        if chosen.get("city"):
            found = found.filter(city=chosen["city"])
        if chosen.get("outcome") == "undone":
            return found.filter(is_undone=True)
        return found.filter(outcome=chosen["outcome"]) if chosen.get("outcome") else found

    cities = sorted(set(every.order_by().values_list("city", flat=True)))
    spec = ListSpec(
        title="专线收件", table=CameTable, filters=with_choices(CameFilter, found=cities), unit="条", is_wide=True,
        export=TableExport("市间专线收到的消息", "hub.came_exported", is_personal=False),
        empty=Empty("还没有从专线收到消息", "外市经专线发来的移交包、答复和撤回，系统核对签名后自动登记，与上传文件相同，列在这里。"),
    )  # fmt: skip
    return answer_list(request, spec, load, template="hub/line.html", context={**_context(), "is_sent": False})


@require_POST
@requires(*CITY_ROLES)
def again(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """重新发送: the same file under a new number, after a page that asks."""
    actor, back = actor_of(request), reverse("hub:sent")
    row = queries.get_sent(scope=actor.scope, paper_id=paper_id)
    question = Confirm(
        "重新发送",
        "系统把同一个文件再发一次。对方已登记过的，只登记一次，不会重复。",
        "重新发送",
        back=back,
        facts=(("移交包", row.about), ("发往", city_label(row.line))),
        is_dangerous=False,
    )
    if asked := ask_first(request, question):
        return asked
    services.send_again(actor=actor, at=timezone.now(), paper_id=paper_id)
    messages.success(request, "已列入待发送，发送和对方回执的情况稍后显示。")
    return redirect(back)
