"""A file taken back as a whole: each of its messages as its source would take it back; upon which later work rests, a person looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.dropbox import events
from yinqiao.areas.dropbox.models import File, Line
from yinqiao.areas.dropbox.services.files import lock_file, queue, tell
from yinqiao.areas.dropbox.services.taking import hold_up
from yinqiao.areas.dropbox.types import FileState
from yinqiao.areas.intake.services import receive_lines, withdrawal_of
from yinqiao.areas.intake.types import RefusalReason
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.faults.killpoints import killpoint

ROUND = 200
_REFUSED = [one.value for one in RefusalReason]


def begin_withdrawal(*, actor: Actor, at: datetime, file_id: UUID, reason: str) -> None:
    """Decide that a file is taken back, or let a withdrawal go on that was held up; the work is a job."""
    with perform(actor=actor, action="dropbox.begin_withdrawal", at=at, purpose=reason.strip()) as act:
        is_begun = File.objects.filter(pk=file_id, state=FileState.WITHDRAWING).exists()
        file = lock_file(act, file_id, "go_on" if is_begun else "withdraw")
        if not is_begun:
            file.reason, file.progress_step, file.progress_done = reason.strip()[:200], "withdrawing", 0
            file.progress_total = _ours(file).count()
        file.refusal_code, file.refusal_text = "", ""
        file.save()
        queue("withdraw_file", actor, file.pk)


def withdraw_file(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Take back what a file told, round by round, the last line first; one in any other state is left alone."""
    with acting(actor):
        if not File.objects.filter(pk=file_id, state=FileState.WITHDRAWING).exists():
            return
    try:
        while _withdraw_round(actor, at, file_id):
            killpoint("dropbox.withdraw_after_round")
    except Refused as refusal:
        hold_up(actor, at, file_id, refusal)
        return
    with perform(actor=actor, action="dropbox.withdraw_file", at=at) as act:
        file = lock_file(act, file_id, "finish_withdraw")
        told = Counter(_ours(file).values_list("taken_back", flat=True))
        file.withdrawn_at, file.progress_step = at, "done"
        file.save()
        act.note(**told)
        tell(act, events.WITHDRAWN, file, **told)


def _ours(file: File) -> QuerySet[Line]:
    """The lines whose messages this file brought: what an earlier file had told is not this one's to take back."""
    told = Line.objects.filter(file=file, message_id__isnull=False, is_repeated=False)
    return told.exclude(outcome__in=_REFUSED).defer("body")


def _withdraw_round(actor: Actor, at: datetime, file_id: UUID) -> bool:
    with perform(actor=actor, action="dropbox.withdraw_round", at=at) as act:
        file = lock_file(act, file_id, "go_on")
        lines = list(_ours(file).filter(taken_back="").order_by("-row_no")[:ROUND])
        if not lines:
            return False
        told = _events(file, lines, at)
        receipts = receive_lines(actor=actor, at=at, source_id=file.source_id, events=told, letter=None)
        for line, receipt in zip(lines, receipts, strict=True):
            line.taken_back = receipt.code
        Line.objects.bulk_update(lines, ["taken_back"])
        file.progress_done += len(lines)
        file.save(update_fields=["state", "progress_done"])
        act.note(lines=len(lines))
        killpoint("dropbox.withdraw_before_commit")
    return True


def _events(file: File, lines: Sequence[Line], at: datetime) -> list[dict[str, Any]]:
    """What the source would send: one withdrawal for each of its messages, in the order in which they are taken back."""
    code, reason = file.source.code, file.reason
    return [
        withdrawal_of(code, (one.type, one.event_id), reason, event_id=f"{file.file_no}-w-{one.row_no}", at=at)
        for one in lines
    ]
