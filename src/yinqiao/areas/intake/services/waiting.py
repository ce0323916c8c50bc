"""Messages about people who are not in the register yet: matched when they arrive, ended when nobody came."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.intake.services.halting import settle_stored
from yinqiao.areas.intake.types import MessageState, Reason, SourceState
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform


def match_waiting(*, actor: Actor, at: datetime) -> int:
    """Settle every waiting message whose person is in the register by now; returns how many. Set-based, by source."""
    settled = 0
    with acting(actor):
        sources = list(_arrived(actor).order_by().values_list("source_id", flat=True).distinct())
    for source_id in sources:
        with perform(actor=actor, action="intake.match_waiting", at=at) as act:
            source = Source.objects.select_for_update().get(pk=source_id)
            if source.state == SourceState.HALTED:
                continue
            rows = list(_arrived(actor).filter(source=source).select_for_update().order_by("told_at", "id"))
            works = settle_stored(act, source, rows)
            done = [one for one in works if one.row.state != MessageState.WAITING]
            settled += len(done)
            act.people = len(done)
            act.note(source=str(source.pk), messages=len(rows))
    return settled


def _arrived(actor: Actor) -> QuerySet[Message]:
    numbers = people_within(scope=actor.scope).filter(merged_into__isnull=True, id_no_index__isnull=False)
    return Message.objects.filter(state=MessageState.WAITING.value, id_no_index__in=numbers.values("id_no_index"))


def expire_waiting(*, actor: Actor, at: datetime) -> int:
    """End what has waited its time for somebody who never came; returns how many."""
    with perform(actor=actor, action="intake.expire_waiting", at=at) as act:
        late = Message.objects.filter(state=MessageState.WAITING.value, waits_until__lt=act.stamp.occurred_on)
        count = late.update(state=MessageState.EXPIRED.value, reason=Reason.WAITED_OUT.value, settled_at=at)
        act.note(messages=count)
        return count
