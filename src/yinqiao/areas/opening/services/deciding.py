"""Two people decide a load: one proposes a rehearsal as it stands, another confirms it by the paper that both sides signed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.opening import errors, events
from yinqiao.areas.opening.services.runs import lock_run, queue, tell
from yinqiao.areas.opening.types import SignedPaper
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def propose_load(*, actor: Actor, at: datetime, run_id: UUID) -> None:
    """Propose to load a rehearsal exactly as it was rehearsed. Conflict `opening.nothing_to_load` when nothing is ready."""
    with perform(actor=actor, action="opening.propose_load", at=at) as act:
        run = lock_run(act, run_id, "propose")
        if not run.counts.get("ready"):
            raise errors.nothing_to_load()
        run.proposed_at, run.proposed_by, run.proposed_name = at, actor.id, actor.name
        run.refusal_code, run.refusal_text = "", ""
        run.save()
        act.note(ready=run.counts["ready"])
        tell(act, events.PROPOSED, run, ready=run.counts["ready"])


def send_back(*, actor: Actor, at: datetime, run_id: UUID, reason: str) -> None:
    """Take a proposal back, or send it back: the run is a rehearsal again, with the reason to read."""
    with perform(actor=actor, action="opening.send_back", at=at, purpose=reason) as act:
        run = lock_run(act, run_id, "send_back")
        run.proposed_at, run.proposed_by, run.proposed_name = None, None, ""
        run.refusal_code, run.refusal_text = "opening.sent_back", f"{actor.name}退回提请：{reason}"[:300]
        run.save()
        tell(act, events.SENT_BACK, run)


def confirm_load(*, actor: Actor, at: datetime, run_id: UUID, paper: SignedPaper) -> None:
    """Confirm a proposal with number and day of the signed paper; the load itself is a job.

    Refused `opening.same_officer` for who proposed it; Invalid `opening.signed_later` for a day that cannot be.
    """
    with perform(actor=actor, action="opening.confirm_load", at=at) as act:
        run = lock_run(act, run_id, "confirm")
        if run.proposed_by == actor.id:
            raise errors.same_officer()
        if paper.signed_on > act.stamp.occurred_on:
            raise errors.signed_later("签字日期不能晚于今天。")
        run.paper_no, run.signed_on = paper.number.strip()[:60], paper.signed_on
        run.confirmed_by, run.confirmed_name = actor.id, actor.name
        run.progress_step, run.progress_done, run.progress_total = "waiting", 0, run.counts["ready"]
        run.refusal_code, run.refusal_text = "", ""
        run.save()
        act.note(ready=run.counts["ready"], signed_on=paper.signed_on.isoformat())
        queue("load_run", actor, run.pk)


def begin_undo(*, actor: Actor, at: datetime, run_id: UUID, reason: str) -> None:
    """Ask for a whole load back; whether anything rests on it is judged by the job under locks."""
    with perform(actor=actor, action="opening.begin_undo", at=at, purpose=reason) as act:
        run = lock_run(act, run_id, "undo")
        run.progress_step, run.progress_done, run.progress_total = "waiting", 0, run.counts["ready"]
        run.refusal_code, run.refusal_text = "", ""
        run.save()
        queue("undo_run", actor, run.pk)
