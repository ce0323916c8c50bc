"""Machine endpoints of the exchange: the feed of events, as pages or as batches of CloudEvents."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from yinqiao.areas.exchange import queries
from yinqiao.areas.exchange.rules import BATCH_TYPE
from yinqiao.areas.exchange.schemas import EventsAsked, EventsPage
from yinqiao.areas.exchange.types import FeedPage, FeedRow
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access import Actor
from yinqiao.platform.machine import PROBLEMS, Problem, require_known, wait_for_more
from yinqiao.platform.ui.gates import StaffRequest

router = Router(tags=["事件"])


# The same events for programmes that speak CloudEvents: what a webhook brings, byte for byte but for the signature.
_AS_BATCH = {
    "responses": {200: {"content": {BATCH_TYPE: {"schema": {"type": "array", "items": {"type": "object"}}}}}},
}


@router.get(
    "/events",
    response={200: EventsPage, **PROBLEMS, 409: Problem},
    operation_id="list_events",
    summary="事件",
    description=(
        "凭据范围内的人员身上发生的事，按序号连续读取，不漏不重。每页先保存 next 和 epoch，再读下一页。"
        f"请求头 Accept 填 {BATCH_TYPE} 时，回答为 CloudEvents 1.0 数组，next、epoch、has_more 在回答头 "
        "Yinqiao-Next、Yinqiao-Epoch、Yinqiao-Has-More 中；各类型的格式见 /api/v1/asyncapi.json。"
    ),
    openapi_extra=_AS_BATCH,
)
def list_events(request: StaffRequest, asked: Query[EventsAsked]) -> HttpResponse:
    """A page of the feed; that it was read stands in the audit log with the number of people."""
    require_known(request, asked)
    page = queries.list_feed(
        scope=request.actor.scope, after=asked.after, limit=asked.limit, epoch=asked.epoch, types=asked.type
    )
    if asked.wait and not page.rows and not page.has_more:
        wait_for_more(request, beyond=page.next, seconds=asked.wait)
    _note_read(request.actor, page.rows)
    if BATCH_TYPE in request.headers.get("Accept", ""):
        return _as_batch(page)
    return _as_page(page)


def _as_page(page: FeedPage) -> HttpResponse:
    """In the shape of `EventsPage`."""
    rest = f'"next":{page.next},"has_more":{"true" if page.has_more else "false"}'
    body = f'{{"epoch":"{page.epoch}","items":[{",".join(queries.as_items(page))}],{rest}}}'
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _as_batch(page: FeedPage) -> HttpResponse:
    answer = HttpResponse(f"[{','.join(queries.as_cloud_events(page))}]", content_type=BATCH_TYPE)
    answer["Yinqiao-Epoch"], answer["Yinqiao-Next"] = str(page.epoch), str(page.next)
    answer["Yinqiao-Has-More"] = "true" if page.has_more else "false"
    return answer


def _note_read(actor: Actor, rows: tuple[FeedRow, ...]) -> None:
    people = len({one.retiree_id for one in rows} - {None})
    if people:
        note_people_read(
            actor=actor, at=timezone.now(), people=people, action="exchange.feed_read", purpose="经接口读取事件"
        )
