"""Machine endpoints of the room of organisations: the places within the scope of the key."""

from __future__ import annotations

from ninja import Query, Router

from yinqiao.areas.organisations.queries import get_place, places
from yinqiao.areas.organisations.schemas import DivisionOut, DivisionsAsked, DivisionsPage
from yinqiao.platform.machine import PROBLEMS, require_known
from yinqiao.platform.ui.gates import StaffRequest

router = Router(tags=["区划"])


@router.get(
    "/divisions",
    response={200: DivisionsPage, **PROBLEMS},
    operation_id="list_divisions",
    summary="区划",
    description="凭据范围内的区划，自上而下。企业的凭据不看区划，得到空列表。",
)
def list_divisions(request: StaffRequest, asked: Query[DivisionsAsked]) -> DivisionsPage:
    """A page of the places within the scope; a place outside it and one that is not there are the same."""
    require_known(request, asked)
    tree, scope = places(), request.actor.scope
    rows = tree.within(scope, asked.kind)
    if asked.below is not None:
        top = get_place(scope=scope, code=asked.below)
        rows = [one for one in rows if top.place_no < one.place_no < top.place_end]
    left = [one for one in rows if one.place_no > asked.after]
    page = left[: asked.limit]
    items = []
    for one in page:
        above = tree.by_id.get(one.parent_id) if one.parent_id is not None else None
        parent_code = above.code if above else None
        items.append(DivisionOut(code=one.code, name=one.name, kind=one.kind, parent_code=parent_code))
    return DivisionsPage(items=items, next=page[-1].place_no if len(left) > len(page) else None)
