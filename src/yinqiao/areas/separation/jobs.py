"""Background work: the nightly look for people and archives that belong together."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.separation.services import find_matches
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("separation.find_matches", cron="10 3 * * *")
def look_for_matches(timestamp: int) -> None:
    """Link exact numbers, propose probable pairs to the offices that see both sides; a person decides."""
    find_matches(actor=Actor.system("人档比对"), at=timezone.now())
