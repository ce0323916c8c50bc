"""Visits that open and end: each a statement for as many people as there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.aid import events
from yinqiao.areas.aid.models import VisitDue
from yinqiao.areas.aid.rules import due_on
from yinqiao.areas.aid.types import Ground, VisitReason, VisitState
from yinqiao.areas.intake.services import tell_people
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.rulebook import rulebook


def open_visits(
    act: Act, reason: VisitReason, people: Mapping[UUID, date], grounds: Mapping[UUID, Ground] | None = None
) -> None:
    """List these people, each with the day that was told, unless they wait for the same visit already."""
    waiting = VisitDue.objects.filter(retiree_id__in=list(people), reason=reason, state=VisitState.OPEN)
    new = set(people) - set(waiting.values_list("retiree_id", flat=True))
    today = act.stamp.occurred_on
    rule = rulebook().get("aid.visit_days", region=settings.REGION, day=today).parameters
    VisitDue.objects.bulk_create(
        VisitDue(
            retiree_id=who, reason=reason, since=people[who], ground=(grounds or {}).get(who, ""), opened_on=today,
            due_on=due_on(rule, reason.value, today),
        )
        for who in sorted(new)
    )  # fmt: skip
    tell_people(act=act, kind=events.VISIT_DUE, people=new)


def end_visits(act: Act, found: QuerySet[VisitDue], state: VisitState, kind: EventType | None) -> list[UUID]:
    """End what is open of these; of whom."""
    rows = list(found.select_for_update(of=("self",)).filter(state=VisitState.OPEN).order_by("pk"))
    VisitDue.objects.filter(pk__in=[one.pk for one in rows]).update(
        state=state, closed_on=act.stamp.occurred_on, closed_name=act.actor.name[:64]
    )
    people = list(dict.fromkeys(one.retiree_id for one in rows))
    if kind is not None:
        tell_people(act=act, kind=kind, people=people)
    return people
