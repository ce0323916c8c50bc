"""A checked file taken in: what says nothing new is settled by one statement, the rest goes the way of messages in rounds.

Each round is a transaction of its own that holds messages, effects and what became of the lines: a process that dies has
lost nothing, and the next goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Case, QuerySet, Value, When

from yinqiao.areas.dropbox import errors, events
from yinqiao.areas.dropbox.models import File, Line
from yinqiao.areas.dropbox.queries import count_outcomes, list_signed
from yinqiao.areas.dropbox.rules import still_holds
from yinqiao.areas.dropbox.services.files import lock_file, queue, tell
from yinqiao.areas.dropbox.types import SETTLED, FileState
from yinqiao.areas.intake.services import DEATH, receive_lines, uri_of
from yinqiao.areas.intake.types import Letter, Receipt
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.crypto.statements import sign_statements
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.rulebook import rulebook

# Some of what a round asks costs the same for a hundred people as for thousands; longer, and communities would wait.
ROUND = 5_000
LIST_KIND = "yinqiao-list"
_SETTLE = (
    "UPDATE dropbox_line SET outcome = state WHERE file_id = %s AND outcome = '' AND event_id = '' AND state = ANY (%s)"
)
_KEEP = """
UPDATE dropbox_line l SET outcome = v.outcome, message_id = v.message_id, is_repeated = v.is_repeated, body = NULL
FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::boolean[]) AS v (id, outcome, message_id, is_repeated) WHERE l.id = v.id
"""


def begin_taking(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Decide that a checked file is taken in, or let one go on that was held up; the work is a job.

    Conflict `dropbox.check_outdated` when the check is too old to be relied upon, `dropbox.nothing_to_take`,
    `dropbox.not_open`.
    """
    with perform(actor=actor, action="dropbox.begin_taking", at=at) as act:
        is_begun = File.objects.filter(pk=file_id, state=FileState.TAKING).exists()
        file = lock_file(act, file_id, "go_on" if is_begun else "take")
        if not is_begun:
            _require_fresh(file, at, act)
            file.taken_name, file.taken_at = actor.name, at
            file.progress_step, file.progress_done = "taking", 0
            file.progress_total = Line.objects.filter(file=file).exclude(event_id="").count()
        file.refusal_code, file.refusal_text = "", ""
        file.save()
        queue("take_in", actor, file.pk)


def _require_fresh(file: File, at: datetime, act: Act) -> None:
    if int(file.counts.get("rows", 0)) == int(file.counts.get("blocked", 0)):
        raise errors.nothing_to_take()
    rule = rulebook().get("dropbox.check_holds", region=settings.REGION, day=act.stamp.occurred_on)
    if file.checked_at is None or not still_holds(rule.parameters, file.checked_at, at):
        raise errors.check_outdated(int(rule.parameters["hours"]))


def take_in(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Take a file in, round by round; one in any other state is left alone.

    A source that was paused meanwhile holds the file up: it says so, and can be gone on with. What a halted source told
    is held there, as it is from programmes.
    """
    with acting(actor):
        if not File.objects.filter(pk=file_id, state=FileState.TAKING).exists():
            return
    try:
        while _take_round(actor, at, file_id):
            killpoint("dropbox.take_after_round")
    except Refused as refusal:
        hold_up(actor, at, file_id, refusal)
        return
    _finish(actor, at, file_id)


def _take_round(actor: Actor, at: datetime, file_id: UUID) -> bool:
    """Tell the next lines; False when there are none left. Deaths come first, so that a mass of them is seen whole."""
    with perform(actor=actor, action="dropbox.take_round", at=at) as act:
        file = lock_file(act, file_id, "go_on")
        with connection.cursor() as cursor:
            cursor.execute(_SETTLE, [file.pk, [one.value for one in SETTLED]])
        lines = list(_waiting(file)[:ROUND])
        if not lines:
            return False
        letter = Letter(file.letter_no, file.letter_on) if file.letter_no and file.letter_on else None
        told = [json.loads(body or "{}") for body in reveal_many(lines, "body")]
        receipts = receive_lines(actor=actor, at=at, source_id=file.source_id, events=told, letter=letter)
        _keep(lines, receipts)
        file.progress_done += len(lines)
        file.save(update_fields=["state", "progress_done"])
        act.note(lines=len(lines))
        killpoint("dropbox.take_before_commit")
    return True


def _waiting(file: File) -> QuerySet[Line]:
    is_death = Case(When(type=DEATH, then=Value(0)), default=Value(1))
    return Line.objects.filter(file=file, outcome="").exclude(event_id="").order_by(is_death, "row_no")


def _keep(lines: Sequence[Line], receipts: Sequence[Receipt]) -> None:
    """What became of each line, in one statement; what it said is in its message now."""
    columns: list[list[Any]] = [
        [one.pk for one in lines], [one.code for one in receipts], [one.no for one in receipts],
        [one.is_repeated for one in receipts],
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, columns)


def hold_up(actor: Actor, at: datetime, file_id: UUID, refusal: Refused) -> None:
    """Say on the page why the work stopped; it goes on when somebody says so."""
    with perform(actor=actor, action="dropbox.stop_work", at=at) as act:
        file = lock_file(act, file_id, "go_on")
        file.refusal_code, file.refusal_text = refusal.code, f"{refusal.message}{refusal.next_step}"[:300]
        file.save()


def _finish(actor: Actor, at: datetime, file_id: UUID) -> None:
    """Sign what became of every line: one signature for the list as a whole, beside the receipts of its messages."""
    with perform(actor=actor, action="dropbox.take_in", at=at) as act:
        file = lock_file(act, file_id, "finish_take")
        file.outcomes = count_outcomes(scope=actor.scope, file_id=file.pk)
        digest = sha256()
        for line in list_signed(scope=actor.scope, file_id=file.pk):
            digest.update(line.encode())
        told = {
            "no": file.file_no, "source": uri_of(file.source.code), "kind": file.kind, "sha256": file.file_sha256,
            "lines": str(sum(file.outcomes.values())), "list": digest.hexdigest(),
            "received": at.isoformat(timespec="seconds"),
        }  # fmt: skip
        (file.list_receipt,) = sign_statements([told], kind=LIST_KIND)
        file.progress_step = "done"
        file.save()
        act.note(**file.outcomes)
        tell(act, events.TAKEN, file, **file.outcomes)
        killpoint("dropbox.take_before_finish")
