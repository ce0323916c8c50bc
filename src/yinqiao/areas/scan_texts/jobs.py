"""Background work of the full text: what waits is read, some at a time; every night what was left lying is begun again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from yinqiao.areas.scan_texts import services
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import enqueue, job, nightly

_AT_A_TIME = 100
_READER = Actor.system("读取扫描件文字")


def _give_up(actor: Actor) -> None:
    services.fail_next(actor=actor, at=timezone.now())


@job(services.JOB, give_up=_give_up)
def read(actor: Actor) -> None:
    """Read what waits, scan by scan; a new job goes on with the rest, so that other work comes in between."""
    for _ in range(_AT_A_TIME):
        if not services.read_next(actor=actor, at=timezone.now()):
            return
    enqueue(services.JOB, actor, lock=services.JOB)


@nightly("scan_texts.read_rest", cron="40 0 * * *")
def read_rest(timestamp: int) -> None:
    """What no job reads: scans of before this room, and of a worker that was killed."""
    with transaction.atomic():
        enqueue(services.JOB, _READER, lock=services.JOB)
