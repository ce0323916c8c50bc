"""A checked roster submitted: organisations and members, letters that were told, who is responsible; and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.lists.services import (
    add_findings,
    begin_submission,
    finish_submission,
    finish_undo,
    renew_annotated_copy,
    work_on,
)
from yinqiao.areas.party import errors, events
from yinqiao.areas.party.models import Member, Roster
from yinqiao.areas.party.queries import home_numbers, named_receivers
from yinqiao.areas.party.rules import AT_HOME, finding_words, next_roster_state
from yinqiao.areas.party.services.custody import CUSTODY
from yinqiao.areas.party.services.letters import void_letters
from yinqiao.areas.party.services.selection import count_picked, pick_roster, tell_picked
from yinqiao.areas.party.types import ROSTER, ROSTER_WORDS, MemberState, PartyFinding, RosterState, RosterStep
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.rulebook import rulebook

_ORGANISATIONS = """
INSERT INTO party_organisation (enterprise_id, name, kind, upper)
SELECT w.enterprise_id, w.branch, coalesce(max(nullif(w.branch_kind, '')), ''), coalesce(max(nullif(w.upper, '')), '')
FROM party_rosterrow w WHERE w.batch_id = %s AND w.state = 'ready' GROUP BY w.enterprise_id, w.branch
ON CONFLICT (enterprise_id, name) DO UPDATE SET
    kind = coalesce(nullif(excluded.kind, ''), party_organisation.kind),
    upper = coalesce(nullif(excluded.upper, ''), party_organisation.upper)
"""
# Where somebody was accepted or offered, the relation goes too; of whom no home is known, to the place that was named.
# A member who was taken back before is the same member, offered anew; one on the way or received stays as he is.
_OFFER = """
INSERT INTO party_member (roster_id, enterprise_id, place_no, is_at_home, organisation_id, name, id_no_index, retiree_id,
    political_status, joined_on, full_on, dues_paid_to, file_holder, is_attached, attached_to, has_channel, facts_id, facts,
    state, state_on)
SELECT r.id, w.enterprise_id, CASE WHEN h.is_home THEN p.place_no ELSE r.named_no END, coalesce(h.is_home, false), o.id,
    w.name, w.id_no_index, p.id, w.political_status, w.joined_on, w.full_on, w.dues_paid_to, w.file_holder,
    w.is_attached, w.attached_to, w.has_channel, w.facts_id, w.facts, 'offered', %s
FROM party_rosterrow w JOIN party_roster r ON r.id = w.batch_id
JOIN party_organisation o ON o.enterprise_id = w.enterprise_id AND o.name = w.branch
LEFT JOIN retirees_retiree p ON p.id_no_index = w.id_no_index AND p.enterprise_id = w.enterprise_id
    AND p.merged_into_id IS NULL
CROSS JOIN LATERAL (SELECT p.status = ANY (%s) AND p.place_no = ANY (%s) AS is_home) h
WHERE w.batch_id = %s AND w.state = 'ready' ORDER BY w.row_no
ON CONFLICT (enterprise_id, id_no_index) DO UPDATE SET roster_id = excluded.roster_id, place_no = excluded.place_no,
    is_at_home = excluded.is_at_home, organisation_id = excluded.organisation_id, name = excluded.name,
    retiree_id = excluded.retiree_id, political_status = excluded.political_status, joined_on = excluded.joined_on,
    full_on = excluded.full_on, dues_paid_to = excluded.dues_paid_to, file_holder = excluded.file_holder,
    is_attached = excluded.is_attached, attached_to = excluded.attached_to, has_channel = excluded.has_channel,
    facts_id = excluded.facts_id, facts = excluded.facts, state = 'offered', state_on = excluded.state_on, reported_on = NULL,
    has_reported = false
WHERE party_member.state = 'withdrawn'
"""
_OVERTAKEN = """
UPDATE party_rosterrow w SET state = 'blocked' FROM party_member m
WHERE w.batch_id = %s AND w.state = 'ready' AND m.enterprise_id = w.enterprise_id AND m.id_no_index = w.id_no_index
  AND m.roster_id <> w.batch_id RETURNING w.row_no
"""
# A number that another letter has taken meanwhile is not used twice: the member then waits for a letter.
_LETTERS = """
INSERT INTO party_letter (member_id, enterprise_id, number, medium, issued_on, valid_to, act_id)
SELECT m.id, m.enterprise_id, w.letter_no, w.letter_medium, w.letter_on, w.letter_on + %s, %s
FROM party_rosterrow w JOIN party_member m ON m.enterprise_id = w.enterprise_id AND m.id_no_index = w.id_no_index
    AND m.roster_id = w.batch_id
WHERE w.batch_id = %s AND w.state = 'ready' AND w.letter_no <> '' ORDER BY w.row_no
ON CONFLICT (enterprise_id, number) DO NOTHING
"""
_LETTERED = """
UPDATE party_member m SET state = 'letter_issued' FROM party_letter l
WHERE m.roster_id = %s AND l.member_id = m.id AND l.voided_at IS NULL
"""
_OF_ROSTER = sql.SQL(
    "SELECT m.retiree_id, m.id AS subject_id, m.enterprise_id, m.place_no, '{{}}'::jsonb AS data FROM party_member m"
    " WHERE m.roster_id = {roster} AND m.state = ANY ({states})"
)
_HAS_REPORTED = sql.SQL("k.has_reported")
_TAKE_BACK = """
UPDATE party_member SET state = 'withdrawn', state_on = %s, return_reason = '', return_note = '', reported_on = NULL
WHERE id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""


def begin_offer(*, actor: Actor, at: datetime, batch_id: UUID, place_no: int) -> None:
    """The officer names who receives those whose home is not known, and confirms; the submission itself is a job.

    Invalid `party.not_a_receiver` for a place that receives nobody. What the batch must be like is as for every list
    (`begin_submission`).
    """
    with perform(actor=actor, action="party.choose_receiver", at=at) as act:
        batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
        if place_no not in named_receivers().values():
            raise errors.not_a_receiver()
        begin_submission(actor=actor, at=at, kind=ROSTER, batch_id=batch_id)
        chosen = {"named_no": place_no, "batch_no": batch.batch_no, "enterprise_id": batch.enterprise_id}
        Roster.objects.update_or_create(pk=batch_id, defaults={**chosen, "state": RosterState.SENDING})
        act.about("party_roster", batch_id, people=0)
        act.note(place=place_no)


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many members are on their way now.

    A row whose member is in another roster or received by now stays behind with a finding. A refusal puts the batch
    back to “checked”; a crash leaves it “submitting”, and the job begins again from nothing.
    """
    with work_on(actor=actor, at=at, kind=ROSTER, batch_id=batch_id, step="submit") as (act, batch):
        return _submit(act, batch)


def _submit(act: Act, batch: Any) -> int:
    roster, today = _lock_roster(act, batch.id, RosterStep.OFFER), act.stamp.occurred_on
    with set_based(int(batch.counts.get("ready", 0))):
        overtaken = _write_members(act, batch.id)
        ids = list(Member.objects.filter(roster_id=batch.id).values_list("pk", flat=True))
        if not ids:
            raise nothing_to_submit(ROSTER_WORDS)
        CUSTODY.begin(act, ids)
        days = rulebook().get("party.letter_days", region=settings.REGION, day=today).parameters["days"]
        with connection.cursor() as cursor:
            cursor.execute(_LETTERS, [days, act.id, batch.id])
            letters = cursor.rowcount
            cursor.execute(_LETTERED, [batch.id])
    if overtaken:
        _tell_overtaken(act, batch, overtaken)
    roster.members, roster.offered_at = len(ids), act.at
    roster.save()
    counts = {"offered": len(ids), "overtaken": len(overtaken), "letters": letters}
    finish_submission(act=act, batch=batch, people=len(ids), counts=counts)
    renew_annotated_copy(act=act)
    act.note(**counts)
    _tell(act, batch.id, roster, letters)
    return len(ids)


def _lock_roster(act: Act, roster_id: UUID, step: RosterStep) -> Roster:
    """The roster of an enterprise in scope, locked, its state moved on; Conflict where the flow forbids the step."""
    row = Roster.objects.select_for_update().filter(act.actor.scope.predicate(place="named_no"), pk=roster_id).first()
    if row is None:
        raise NotFound
    state = next_roster_state(RosterState(row.state), step)
    if state is None:
        raise errors.step_not_open(RosterState(row.state).label)
    row.state = state
    return row


def _write_members(act: Act, batch_id: UUID) -> list[int]:
    """Organisations and members of the good rows; returns the rows that another roster has overtaken."""
    statuses = [status.value for status in AT_HOME]
    with connection.cursor() as cursor:
        cursor.execute(_ORGANISATIONS, [batch_id])
        cursor.execute(_OFFER, [act.stamp.occurred_on, statuses, home_numbers(), batch_id])
        cursor.execute(_OVERTAKEN, [batch_id])
        return [row[0] for row in cursor.fetchall()]


def _tell_overtaken(act: Act, batch: Any, rows: list[int]) -> None:
    code = PartyFinding.ON_THE_WAY
    severity = finding_words()[code]["severity"]
    add_findings(act=act, batch=batch, row_numbers=rows, field="id_no", code=code.value, severity=severity)


def _tell(act: Act, roster_id: UUID, roster: Roster, letters: int) -> None:
    facts = {"members": roster.members, "letters": letters}
    act.emit(events.ROSTER_OFFERED, [Subject(None, roster.enterprise_id, None, roster_id, data=facts)])
    lettered = [MemberState.LETTER_ISSUED.value]
    for kind, states in ((events.OFFERED, ["offered", *lettered]), (events.LETTER_RECORDED, lettered)):
        select = _OF_ROSTER.format(roster=sql.Literal(str(roster_id)), states=sql.Literal(states))
        act.emit_select(kind, select, has_subject=True)


def undo_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Take a roster back before a first member has reported in; returns how many stay with the enterprise.

    Their letters are void. Conflict `party.reporting_begun` afterwards; the batch then stands as submitted again.
    """
    with work_on(actor=actor, at=at, kind=ROSTER, batch_id=batch_id, step="undo") as (act, batch):
        roster = _lock_roster(act, batch.id, RosterStep.TAKE_BACK)
        people = pick_roster(act, batch.id)
        left = Member.objects.filter(roster_id=batch.id).exclude(state=MemberState.WITHDRAWN).count()
        if people < left or count_picked(_HAS_REPORTED):
            raise errors.reporting_begun()
        take_back_picked(act)
        roster.save()
        finish_undo(act=act, batch=batch, people=people)
        act.note(members=people)
        act.emit(events.ROSTER_UNDONE, [Subject(None, roster.enterprise_id, None, batch.id, data={"members": people})])
    return people


def take_back_picked(act: Act) -> None:
    """The picked members are the enterprise's again, as they were; their letters are void."""
    tell_picked(act, events.WITHDRAWN)
    void_letters(act)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, [act.stamp.occurred_on])
