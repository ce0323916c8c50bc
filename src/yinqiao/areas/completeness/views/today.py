"""What missing facts put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.completeness import queries
from yinqiao.areas.completeness.rules import ENTERPRISE_ROLES, PLACE_ROLES
from yinqiao.areas.completeness.types import RequestState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

_OF_ENTERPRISE = (
    (RequestState.ASKED, "社区请补充的信息", "去答复", "soon", "填写后由社区核对采用；不掌握的请如实答复。"),
)
_OF_PLACE = (
    (RequestState.ANSWERED, "企业已答复的补充信息", "去采用", "normal", "核对后采用，登记随即更正。"),
    (RequestState.UNKNOWN, "企业答复不掌握的信息", "去处理", "normal", "知悉后请走访时自行核实。"),
)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Questions that wait for this side; empty for roles that have no part in them."""
    if actor.role in ENTERPRISE_ROLES:
        shown: Sequence[tuple[RequestState, str, str, str, str]] = _OF_ENTERPRISE
    else:
        shown = _OF_PLACE if actor.role in PLACE_ROLES else ()
    entries = [
        TodayEntry(
            label, queries.count_requests(scope=actor.scope, states=[state]),
            f"{reverse('completeness:requests')}?state={state.value}", button, urgency, hint,
        )
        for state, label, button, urgency, hint in shown
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
