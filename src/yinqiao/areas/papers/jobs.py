"""Background work on papers: make many, read scans."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.papers import services
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


def _give_printing_up(actor: Actor, *, printing_id: str) -> None:
    services.give_printing_up(actor=actor, at=timezone.now(), printing_id=UUID(printing_id))


def _give_scan_up(actor: Actor, *, scan_id: str) -> None:
    services.give_scan_up(actor=actor, at=timezone.now(), scan_id=UUID(scan_id))


@job("papers.carry_out_printing", give_up=_give_printing_up)
def carry_out_printing(actor: Actor, *, printing_id: str) -> None:
    """Make the papers of an order."""
    services.carry_out_printing(actor=actor, at=timezone.now(), printing_id=UUID(printing_id))


@job("papers.read_scan", give_up=_give_scan_up)
def read_scan(actor: Actor, *, scan_id: str) -> None:
    """Read an uploaded scan."""
    services.read_scan_pages(actor=actor, at=timezone.now(), scan_id=UUID(scan_id))
