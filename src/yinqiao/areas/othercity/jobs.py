"""Background work: the nightly reading of the cities in which people of the desk live."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.othercity.services import find_residences
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("othercity.find_residences", cron="40 3 * * *")
def read_residences(timestamp: int) -> None:
    """Whose address has changed, or who is new at the desk, is read again; the rest stays."""
    find_residences(actor=Actor.system("居住城市识别"), at=timezone.now())
