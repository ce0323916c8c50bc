"""Background work: the nightly look for entries that may be one person."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.duplicates.services import find_duplicates
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("retirees.find_duplicates", cron="40 2 * * *")
def look_for_duplicates(timestamp: int) -> None:
    """Propose pairs of entries to the offices that see both; a person decides."""
    find_duplicates(actor=Actor.system("重复查找"), at=timezone.now())
