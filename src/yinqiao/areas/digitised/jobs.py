"""Background work of scans: look through what came in, unpack packages, and every night a round over the store."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.digitised import services
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job, nightly

logger = logging.getLogger(__name__)


def _give_up(actor: Actor, *, scan_id: str) -> None:
    services.give_scan_up(actor=actor, at=timezone.now(), scan_id=UUID(scan_id))


@job("digitised.check_scan", give_up=_give_up)
def check_scan(actor: Actor, *, scan_id: str) -> None:
    """Look through one scan and file it."""
    services.check_scan(actor=actor, at=timezone.now(), scan_id=UUID(scan_id))


@job("digitised.unpack", give_up=_give_up)
def unpack(actor: Actor, *, scan_id: str) -> None:
    """Take the files out of a package."""
    services.unpack_package(actor=actor, at=timezone.now(), scan_id=UUID(scan_id))


def _not_made(actor: Actor, *, extract_id: str, address: str) -> None:
    told = "制作多次中断，盖章件没有制成，提供的页没有受影响。请重新制作；仍不成功的，请联系系统管理员。"
    services.give_certificate_up(actor=actor, at=timezone.now(), extract_id=UUID(extract_id), told=told)


@job("digitised.certify", give_up=_not_made)
def certify(actor: Actor, *, extract_id: str, address: str) -> None:
    """Make the sealed paper of an extract."""
    services.make_certificate(actor=actor, at=timezone.now(), extract_id=UUID(extract_id), address=address)


@nightly("digitised.fixity", cron="20 1 * * *")
def fixity(timestamp: int) -> None:
    """A part of the round: as much as a night may read; then what belongs to no scan is swept."""
    actor = Actor.system("扫描件核验")
    spent = 0
    try:
        while (told := services.check_fixity(actor=actor, at=timezone.now(), spent=spent)).blocks:
            spent += told.size
            if told.missing or told.altered:
                logger.warning("scans hurt: %d missing, %d altered", told.missing, told.altered)
        services.sweep_blocks(actor=actor, at=timezone.now(), older_than=timezone.now() - timedelta(days=2))
    except OSError:
        logger.warning("the store of scans did not answer; the round goes on tomorrow")
