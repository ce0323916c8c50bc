"""What a death and an undone registration do with authorisations: set-based, in the act that they happen in."""

from __future__ import annotations

from yinqiao.areas.authorisations.models import Authorisation
from yinqiao.areas.authorisations.types import Ended
from yinqiao.areas.retirees.events import DEATH_RECORDED, REGISTRATION_UNDONE
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of


def follow_death(*, act: Act) -> None:
    """A death ends every authorisation (Civil Code, article 173); its withdrawal brings none back: it is given anew."""
    found = Authorisation.objects.filter(
        retiree_id__in=people_told_of(act.id, DEATH_RECORDED), ended_on__isnull=True
    )  # fmt: skip
    found.update(ended_on=act.stamp.occurred_on, ended_why=Ended.DIED)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    Authorisation.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()
