"""Machine endpoints of the exchange: the feed of events."""

from __future__ import annotations

from django.utils import timezone
from ninja import Query, Router

from yinqiao.areas.exchange import queries
from yinqiao.areas.exchange.schemas import EventOut, EventsAsked, EventsPage
from yinqiao.areas.exchange.types import FeedRow
from yinqiao.areas.organisations.queries import places, uscc_by_id
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access import Actor
from yinqiao.platform.events.registry import label_of
from yinqiao.platform.machine import PROBLEMS, Problem, require_known
from yinqiao.platform.ui.gates import StaffRequest

router = Router(tags=["事件"])


@router.get(
    "/events",
    response={200: EventsPage, **PROBLEMS, 409: Problem},
    operation_id="list_events",
    summary="事件",
    description="凭据范围内的人员身上发生的事，按序号连续读取，不漏不重。每页先保存 next 和 epoch，再读下一页。",
)
def list_events(request: StaffRequest, asked: Query[EventsAsked]) -> EventsPage:
    """A page of the feed; that it was read stands in the audit log with the number of people."""
    require_known(request, asked)
    page = queries.list_feed(scope=request.actor.scope, after=asked.after, limit=asked.limit, epoch=asked.epoch)
    _note_read(request.actor, page.rows)
    usccs = uscc_by_id({one.enterprise_id for one in page.rows if one.enterprise_id is not None})
    items = [_shown(one, usccs) for one in page.rows]
    return EventsPage(epoch=page.epoch, items=items, next=page.next, has_more=page.has_more)


def _note_read(actor: Actor, rows: tuple[FeedRow, ...]) -> None:
    people = len({one.retiree_id for one in rows} - {None})
    if people:
        note_people_read(
            actor=actor, at=timezone.now(), people=people, action="exchange.feed_read", purpose="经接口读取事件"
        )


def _shown(row: FeedRow, usccs: dict[int, str]) -> EventOut:
    place = places().by_no.get(row.place_no) if row.place_no is not None else None
    return EventOut(
        seq=row.seq, id=row.id, type=row.type, type_label=label_of(row.type), version=row.version,
        retiree_id=row.retiree_id, subject_id=row.subject_id, enterprise_uscc=usccs.get(row.enterprise_id or 0),
        division_code=place.code if place else None, occurred_on=row.occurred_on, recorded_at=row.recorded_at,
        act_id=row.act_id, office=row.office, fields=list(row.fields), source=row.source,
    )  # fmt: skip
