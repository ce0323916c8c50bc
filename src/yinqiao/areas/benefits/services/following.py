"""What follows in the room from a death and its withdrawal: an end is proposed, and nothing stops by itself."""

from __future__ import annotations

from yinqiao.areas.benefits import events
from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.types import ToldState
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of


def propose_ends(*, act: Act) -> None:
    """Who died leaves benefits that the enterprise has to confirm as ended."""
    found = BenefitTold.objects.filter(
        retiree_id__in=people_told_of(act.id, DEATH_RECORDED), state=ToldState.STANDING, end_proposed_on__isnull=True
    )
    people = set(found.values_list("retiree_id", flat=True))
    if people:
        found.update(end_proposed_on=act.stamp.occurred_on)
        tell_people(act=act, kind=events.END_PROPOSED, people=people)


def drop_proposals(*, act: Act) -> None:
    """Who is not dead after all keeps what the enterprise had not ended yet."""
    alive = people_told_of(act.id, DEATH_WITHDRAWN)
    found = BenefitTold.objects.filter(retiree_id__in=alive, end_proposed_on__isnull=False)
    people = set(found.values_list("retiree_id", flat=True))
    if people:
        found.update(end_proposed_on=None)
        tell_people(act=act, kind=events.END_NOT_PROPOSED, people=people)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    BenefitTold.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()
