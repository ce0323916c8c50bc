"""A load taken back as a whole, as long as nothing later rests on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.handover.services import let_go_of_held
from yinqiao.areas.opening import errors, events
from yinqiao.areas.opening.models import OldNumber, OldRow, Run
from yinqiao.areas.opening.services.figures import count_anew
from yinqiao.areas.opening.services.loading import loaded_ids, put_back
from yinqiao.areas.opening.services.runs import lock_run, tell
from yinqiao.areas.opening.types import RowState, RunState
from yinqiao.areas.retirees.services import remove_people
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.faults.killpoints import killpoint


def undo_run(*, actor: Actor, at: datetime, run_id: UUID) -> int:
    """Take a load back: its people leave the register, rows that it mended stand open again; returns how many people.

    Events and history stay and grow. Conflict `opening.later_work` when anybody has worked on one of the people; the
    run then stands as loaded again.
    """
    try:
        with perform(actor=actor, action="opening.undo_run", at=at) as act:
            run = lock_run(act, run_id, "finish_undo")
            with set_based(int(run.counts.get("ready", 0))):
                people = _undo(act, run)
            killpoint("opening.undo_before_commit")
    except DomainError as refusal:
        put_back(actor, run_id, RunState.UNDOING, RunState.LOADED, refusal)
        raise
    return people


def _undo(act: Act, run: Run) -> int:
    ids = loaded_ids(run)
    if run.load_act is None:
        raise errors.not_open(RunState.LOADED.label)
    if later := let_go_of_held(act=act, ids=ids, since_act=run.load_act):
        raise errors.later_work(later)
    OldNumber.objects.filter(run_id=run.pk).delete()
    removed = remove_people(act=act, ids=ids)
    mended = OldRow.objects.filter(mended_by=run.pk)
    earlier = list(
        Run.objects.select_for_update().filter(pk__in=list(mended.values_list("run_id", flat=True).distinct()))
    )
    mended.update(state=RowState.HELD, mended_by=None)
    for one in earlier:
        count_anew(one)
        one.save(update_fields=["counts"])
    run.ended_at, run.progress_step = act.at, "done"
    run.save()
    act.about("opening_run", run.pk, people=removed)
    act.note(removed=removed)
    tell(act, events.UNDONE, run, people=removed)
    return removed
