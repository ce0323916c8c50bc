"""Background work of the register."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.retirees.services import write_former_names
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


@job("retirees.write_former_names")
def write_names(actor: Actor) -> None:
    """Bring a register up to date that is older than the search for former names; queued once, by the upgrade."""
    write_former_names(actor=actor, at=timezone.now())
