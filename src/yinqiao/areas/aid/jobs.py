"""Background work of every night: whom to ask whether help is needed."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.aid.services import propose_by_signals
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("aid.propose_reliefs", cron="20 4 * * *")
def propose(timestamp: int) -> None:
    """From what is in the house already."""
    propose_by_signals(actor=Actor.system("困难帮扶提示"), at=timezone.now())
