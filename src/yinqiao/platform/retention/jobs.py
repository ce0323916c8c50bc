"""The nightly proposal."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly
from yinqiao.platform.retention.services import propose_due


@nightly("retention.propose_due", cron="40 1 * * *")
def propose(timestamp: int) -> None:
    """Propose what is due for destruction; nothing is destroyed without a person."""
    propose_due(actor=Actor.system("保存期限"), at=timezone.now())
