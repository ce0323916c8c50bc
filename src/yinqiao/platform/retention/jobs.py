"""Nightly: propose what is due; sweep away bytes of files that no row knows."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import sweep_orphans
from yinqiao.platform.jobs import nightly
from yinqiao.platform.retention.services import propose_due


@nightly("retention.propose_due", cron="40 1 * * *")
def propose(timestamp: int) -> None:
    """Propose what is due for destruction; nothing is destroyed without a person."""
    propose_due(actor=Actor.system("保存期限"), at=timezone.now())


@nightly("files.sweep", cron="50 3 * * *")
def sweep(timestamp: int) -> None:
    """Remove what a crash left between the bytes of a file and its row; a day is longer than any upload takes."""
    with acting(Actor.system("文件清扫")):
        sweep_orphans(older_than=timezone.now() - timedelta(days=1))
