"""What the handover holds of an enterprise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from yinqiao.areas.handover import queries
from yinqiao.areas.handover.types import OfferState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import EnterpriseFact

_SHOWN = (
    (OfferState.OFFERED, "等待接收的人员", "soon"),
    (OfferState.RETURNED, "退回待答复的人员", "danger"),
    (OfferState.ACCEPTED, "已接收的人员", "good"),
)


def enterprise_facts(actor: Actor, enterprise_id: int, today: date) -> Sequence[EnterpriseFact]:
    """People who wait, were returned or accepted, as far as the actor sees them."""
    found = queries.list_offers(scope=actor.scope).filter(enterprise_id=enterprise_id).order_by()
    counted = dict(found.values_list("state").annotate(Count("id")))
    return [
        EnterpriseFact(label, counted.get(state, 0), "人", _url(enterprise_id, state), tone)
        for state, label, tone in _SHOWN
    ]


def _url(enterprise_id: int, state: OfferState) -> str:
    return f"{reverse('handover:people')}?{urlencode({'enterprise': enterprise_id, 'state': state.value})}"
