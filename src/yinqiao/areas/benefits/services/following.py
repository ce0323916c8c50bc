"""What follows in the room from a death and its withdrawal: an end is proposed, and nothing stops by itself."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.benefits import events
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.services.telling import tell
from yinqiao.areas.benefits.types import ToldState
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.events.models import Event


def propose_ends(*, act: Act) -> None:
    """Who died leaves benefits that the enterprise has to confirm as ended."""
    found = BenefitTold.objects.filter(
        retiree_id__in=_told_of(act, DEATH_RECORDED), state=ToldState.STANDING, end_proposed_on__isnull=True
    )
    people = set(found.values_list("retiree_id", flat=True))
    if people:
        found.update(end_proposed_on=act.stamp.occurred_on)
        tell(act, events.END_PROPOSED, people)


def drop_proposals(*, act: Act) -> None:
    """Who is not dead after all keeps what the enterprise had not ended yet."""
    alive = _told_of(act, DEATH_WITHDRAWN)
    found = BenefitTold.objects.filter(retiree_id__in=alive, end_proposed_on__isnull=False)
    people = set(found.values_list("retiree_id", flat=True))
    if people:
        found.update(end_proposed_on=None)
        tell(act, events.END_NOT_PROPOSED, people)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    BenefitTold.objects.filter(retiree_id__in=_told_of(act, REGISTRATION_UNDONE)).delete()


def _told_of(act: Act, kind: EventType) -> list[UUID]:
    found = Event.objects.filter(act_id=act.id, type=kind.code, retiree_id__isnull=False)
    people = found.order_by("retiree_id").values_list("retiree_id", flat=True).distinct()
    return [one for one in people if one is not None]
