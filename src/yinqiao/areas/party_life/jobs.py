"""Background work: every night who died or left is listed in no branch."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.party_life.services import follow_members
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

_FOLLOWER = Actor.system("党支部名单")


@nightly("party_life.follow_members", cron="20 3 * * *")
def follow(timestamp: int) -> None:
    """Branches follow their members; after missed nights all of it."""
    follow_members(actor=_FOLLOWER, at=timezone.now())
