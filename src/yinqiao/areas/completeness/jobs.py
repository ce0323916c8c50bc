"""Background work: the nightly count of phones that several people have."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.completeness.services import find_shared_phones
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("completeness.find_shared_phones", cron="40 3 * * *")
def compare_phones(timestamp: int) -> None:
    """Phones of too many people come up for verification in the communities."""
    find_shared_phones(actor=Actor.system("信息比对"), at=timezone.now())
