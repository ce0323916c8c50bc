"""What a merge, a split and an undone registration do with what officers did; set-based, in that act."""

from __future__ import annotations

from psycopg import sql

from yinqiao.areas.retirees.events import PEOPLE_MERGED, PEOPLE_SPLIT, REGISTRATION_UNDONE
from yinqiao.areas.secondments.models import Deed
from yinqiao.platform.acts import Act
from yinqiao.platform.events.following import Following
from yinqiao.platform.events.told import people_told_of

_DEEDS = Following("secondments_deed", sql.SQL("a.entered_as"))


def follow_merge(*, act: Act) -> None:
    """What was done for an entry that has given way was done for the person who stays."""
    _DEEDS.go_along(act.id, PEOPLE_MERGED)


def follow_split(*, act: Act) -> None:
    """It goes back with the entry under which it was noted."""
    _DEEDS.go_back(act.id, PEOPLE_SPLIT)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    Deed.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()
