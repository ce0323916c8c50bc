"""Background work of the opening load: rehearse or compare a table, load, take back; one at a time in a city."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.opening.services import check_run, load_run, stop_work, undo_run
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


def _stop(actor: Actor, *, run_id: str) -> None:
    """The officer shall not look at a bar that never moves again."""
    stop_work(actor=actor, at=timezone.now(), run_id=UUID(run_id))


@job("opening.check_run", give_up=_stop)
def check(actor: Actor, *, run_id: str) -> None:
    """Rehearse a table, or compare it; a file that cannot be read ends as a refused run, not as a failed job."""
    check_run(actor=actor, at=timezone.now(), run_id=UUID(run_id))


@job("opening.load_run", give_up=_stop)
def load(actor: Actor, *, run_id: str) -> None:
    """Load a rehearsal. Refused or done already, the run itself says so."""
    try:
        load_run(actor=actor, at=timezone.now(), run_id=UUID(run_id))
    except Conflict:
        return


@job("opening.undo_run", give_up=_stop)
def undo(actor: Actor, *, run_id: str) -> None:
    """Take a load back; refused or done already, the run itself says so."""
    try:
        undo_run(actor=actor, at=timezone.now(), run_id=UUID(run_id))
    except Conflict:
        return
