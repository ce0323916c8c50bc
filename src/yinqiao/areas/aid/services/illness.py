"""That somebody is to be visited, told by the medical side: taken only on a recorded ground, kept without any illness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from yinqiao.areas.aid import events
from yinqiao.areas.aid.models import Consent, HealthBasis, VisitDue
from yinqiao.areas.aid.queries import basis_holds
from yinqiao.areas.aid.services.telling import end_visits, open_visits
from yinqiao.areas.aid.types import Ground, VisitReason, VisitState
from yinqiao.areas.intake.types import Item, Reason
from yinqiao.platform.acts import Act


def apply_illnesses(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """List whom we may be told of: on the source's own basis for health data, or with the person's consent.

    Of all others nothing is kept: `NO_GROUND`.
    """
    today = act.stamp.occurred_on
    sources = {one.source_id for one in items if one.source_id is not None}
    bases = HealthBasis.objects.filter(source_id__in=sources, ended_at__isnull=True)
    lawful = {one.source_id for one in bases if basis_holds(one, today)}
    agreed = set(
        Consent.objects.filter(
            retiree_id__in=[one.retiree_id for one in items], withdrawn_on__isnull=True, given_on__lte=today
        ).values_list("retiree_id", flat=True)
    )
    grounds = {
        one.retiree_id: Ground.BASIS if one.source_id in lawful else Ground.CONSENT
        for one in items
        if one.source_id in lawful or one.retiree_id in agreed
    }
    days = {one.retiree_id: one.data.since for one in items if one.retiree_id in grounds}
    open_visits(act, VisitReason.HEALTH, days, grounds)
    return {one.retiree_id: Reason.NO_GROUND for one in items if one.retiree_id not in grounds}


def undo_illness(*, act: Act, item: Item) -> bool:
    """The office takes it back: nobody has to go any more. A visit that was made stays made."""
    found = VisitDue.objects.filter(retiree_id=item.retiree_id, reason=VisitReason.HEALTH, since=item.data.since)
    end_visits(act, found, VisitState.WITHDRAWN, events.VISIT_DROPPED)
    return True
