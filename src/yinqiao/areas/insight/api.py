"""Machine endpoints of the room of insight: the first of the three 100 %, the same numbers as the page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from ninja import Query, Router

from yinqiao.areas.insight import errors
from yinqiao.areas.insight.queries import keep_with_people, list_by_enterprise, list_by_place
from yinqiao.areas.insight.schemas import HandoverAsked, HandoverLine, HandoverOut, HandoverPage
from yinqiao.areas.insight.types import Dimension, HandoverFigures, HandoverRow, Slice, total_of
from yinqiao.areas.organisations.queries import find_enterprise_by_uscc, get_place, places, uscc_by_id
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.rates import rate
from yinqiao.platform.access import Scope
from yinqiao.platform.machine import PROBLEMS, require_known
from yinqiao.platform.ui.gates import StaffRequest

router = Router(tags=["指标"])


@router.get(
    "/indicators/handover",
    response={200: HandoverPage, **PROBLEMS},
    operation_id="count_handover",
    summary="移交接管情况",
    description="凭据范围内已移交、已接收、未接收的人数，与页面“移交接管情况”相同。企业只能按企业查看自己。",
)
def count_handover(request: StaffRequest, asked: Query[HandoverAsked]) -> HandoverPage:
    """The breakdown of the scope, or of the part of it that is asked for."""
    require_known(request, asked)
    scope = request.actor.scope
    part = _slice(asked, scope)
    if asked.by == Dimension.ENTERPRISE:
        rows = list_by_enterprise(scope=scope, part=part)
    else:
        rows = list_by_place(scope=scope, dimension=asked.by, part=part)
    codes = _codes(rows)
    lines = [HandoverLine(code=codes.get(one.ref), name=one.name, **_figures(one.figures)) for one in rows]
    total = HandoverOut(**_figures(total_of(rows)))
    return HandoverPage(by=asked.by, as_of=timezone.localtime(), total=total, items=lines)


def _slice(asked: HandoverAsked, scope: Scope) -> Slice:
    """The part of the scope that is asked for; NotFound for what lies outside it as for what is not there."""
    if scope.is_enterprise and (asked.place is not None or asked.by != Dimension.ENTERPRISE):
        raise errors.own_enterprise_only()
    enterprise_id = place_from = place_to = None
    if asked.enterprise is not None:
        firm = find_enterprise_by_uscc(uscc=asked.enterprise)
        if firm is None or not keep_with_people(scope=scope, enterprises=[firm.id]):
            raise NotFound
        enterprise_id = firm.id
    if asked.place is not None:
        row = get_place(scope=scope, code=asked.place)
        place_from, place_to = row.place_no, row.place_end
    return Slice(enterprise_id, place_from, place_to)


def _codes(rows: list[HandoverRow]) -> dict[int, str]:
    """What each line is known by outside: credit codes of enterprises, codes of places."""
    if rows and rows[0].by == Dimension.ENTERPRISE:
        return uscc_by_id({one.ref for one in rows})
    return {one.ref: places().by_no[one.ref].code for one in rows if one.ref in places().by_no}


def _figures(figures: HandoverFigures) -> dict[str, Any]:
    reception, contact = rate(figures.accepted, figures.handed_over), rate(figures.contacted, figures.accepted)
    return {
        "handed_over": figures.handed_over, "accepted": figures.accepted, "contacted": figures.contacted,
        "offered": figures.offered, "returned": figures.returned, "outstanding": figures.outstanding,
        "reception_rate": None if reception is None else str(reception),
        "contact_rate": None if contact is None else str(contact),
    }  # fmt: skip
