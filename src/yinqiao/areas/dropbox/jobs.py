"""Background work on files: check, annotate, take in, withdraw; one file after the other."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.dropbox import services
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


def _stop(actor: Actor, *, file_id: str) -> None:
    """The officer shall not look at a bar that never moves again."""
    services.stop_work(actor=actor, at=timezone.now(), file_id=UUID(file_id))


@job("dropbox.check_file", give_up=_stop)
def check(actor: Actor, *, file_id: str) -> None:
    """Check a file; one that cannot be read ends as refused, not as a failed job."""
    services.check_file(actor=actor, at=timezone.now(), file_id=UUID(file_id))


@job("dropbox.annotate_file")
def annotate(actor: Actor, *, file_id: str) -> None:
    """Make the annotated copy."""
    services.annotate_file(actor=actor, at=timezone.now(), file_id=UUID(file_id))


@job("dropbox.take_in", give_up=_stop)
def take_in(actor: Actor, *, file_id: str) -> None:
    """Take a file in; a second run goes on where the first stopped, or has nothing to do."""
    services.take_in(actor=actor, at=timezone.now(), file_id=UUID(file_id))


@job("dropbox.withdraw_file", give_up=_stop)
def withdraw(actor: Actor, *, file_id: str) -> None:
    """Take a file back; a second run goes on where the first stopped, or has nothing to do."""
    services.withdraw_file(actor=actor, at=timezone.now(), file_id=UUID(file_id))
