"""The steps of a path: done one after the other by the side whose each is; put right by a row that names the old one."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.branches import errors, events
from yinqiao.areas.branches.models import Organisation, OrganisationStep
from yinqiao.areas.branches.queries import count_members, get_step, side_in
from yinqiao.areas.branches.rules import next_state, step_after, step_faults, step_named
from yinqiao.areas.branches.services.custody import CUSTODY
from yinqiao.areas.branches.services.facts import seal_contact
from yinqiao.areas.branches.services.locking import keep, lock, tell
from yinqiao.areas.branches.types import (
    Deed,
    Headcount,
    Need,
    Path,
    Role,
    Side,
    State,
    Step,
    StepFacts,
    Stop,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile

RETENTION = "branch_papers"


def record_step(
    *, actor: Actor, at: datetime, organisation_id: UUID, version: int, code: str, facts: StepFacts
) -> None:  # fmt: skip
    """Do the step that is due. The receiving committee's signature gives the organisation to the place.

    Conflict `branches.changed_meanwhile` when something happened since the page was opened, `branches.members_open` while
    members of what is dissolved are not received; Refused `branches.not_your_step`; Invalid `branches.facts_missing`.
    """
    with perform(actor=actor, action="branches.record_step", at=at) as act:
        row = lock(act, organisation_id, version)
        step = _due(row, code)
        if step.side is not side_in(actor.scope):
            raise errors.not_your_step(step.side.label)
        state = next_state(member_of(State, row.state), Deed.STEP, step)
        if state is None:
            raise errors.step_not_open(State(row.state).label)
        done_on = _require_facts(step, facts, act.stamp.occurred_on)
        _require_free(act, row, step)
        is_signed = state is State.RECEIVED and row.state != State.RECEIVED
        _write(act, row, step, facts, done_on)
        _apply(row, step, facts)
        after = step_after(member_of(Path, row.path), code)
        row.state, row.next_step = state, after.code if after else ""
        row.settled_at = at if state is State.SETTLED else None
        keep(act, row)
        act.note(step=f"{row.path}.{code}")
        tell(act, events.STEP_RECORDED, [row], step=code)
        if is_signed:
            CUSTODY.pass_to_place(act, [row.pk])


def correct_step(*, actor: Actor, at: datetime, step_id: UUID, facts: StepFacts) -> None:
    """Put right what was told of a step: a new row that names the old one. State and who is responsible stay as they are.

    By the side that recorded it, once per row: Conflict `branches.changed_meanwhile` when it was put right already.
    """
    with perform(actor=actor, action="branches.correct_step", at=at) as act:
        seen = get_step(scope=actor.scope, step_id=step_id)
        row = lock(act, seen.organisation_id)
        step = step_named(member_of(Path, seen.path), seen.code)
        is_old = seen.round != row.round or OrganisationStep.objects.filter(corrects=seen).exists()
        if step is None or is_old:
            raise errors.changed_meanwhile()
        if seen.side != side_in(actor.scope):
            raise errors.not_your_step(member_of(Side, seen.side).label)
        done_on = _require_facts(step, facts, act.stamp.occurred_on, is_correction=True)
        _write(act, row, step, facts, done_on, corrects=seen)
        _apply(row, step, facts)
        due = row.due_on
        keep(act, row)
        if row.state != State.KEPT:
            # A correction gives nobody more time.
            row.due_on = due
            row.save(update_fields=["due_on"])
        act.note(step=f"{seen.path}.{seen.code}")
        tell(act, events.STEP_CORRECTED, [row], step=seen.code)


def _due(row: Organisation, code: str) -> Step:
    step = step_named(row.stand.path, row.next_step)
    if step is None:
        raise errors.step_not_open(State(row.state).label)
    if step.code != code:
        raise errors.changed_meanwhile()
    return step


def _require_facts(step: Step, facts: StepFacts, today: date, *, is_correction: bool = False) -> date:
    """The day of the step; Invalid when something is missing. Every step needs a day."""
    wrong = step_faults(step, facts, today, is_correction=is_correction)
    if wrong or facts.done_on is None:
        raise errors.facts_missing(wrong)
    return facts.done_on


def _require_free(act: Act, row: Organisation, step: Step) -> None:
    """What is dissolved leaves nobody behind: the enterprise, whose the step is, sees every member of it."""
    if step.stopped_by is not Stop.MEMBERS_OPEN:
        return
    known = count_members(scope=act.actor.scope, organisation_ids=[row.pk], today=act.stamp.occurred_on)
    told = known.get(row.pk, Headcount())
    if told.open:
        raise errors.members_open(told.open)
    if row.members and not told.members:
        raise errors.no_members_known()


def _write(
    act: Act,
    row: Organisation,
    step: Step,
    facts: StepFacts,
    done_on: date,
    corrects: OrganisationStep | None = None,
) -> None:
    file_id = corrects.file_id if corrects else None
    if facts.scan is not None and step.has_scan:
        what = NewFile("branch", facts.scan.name, "", RETENTION, row.enterprise_id, row.place_no, act.actor.id)
        file_id = keep_scan(facts.scan.file, what)
    OrganisationStep.objects.create(
        organisation=row, round=row.round, path=row.path, code=step.code, number=facts.number.strip(),
        done_on=done_on, named=facts.named.strip(), organisation_code=facts.code.strip(), next_on=facts.next_on,
        note=facts.note.strip(), file_id=file_id, leads_to=step.leads_to, corrects=corrects, side=side_in(act.actor.scope),
        author_id=act.actor.id, author_name=act.actor.name, act_id=act.id, recorded_at=act.at,
    )  # fmt: skip


def _apply(row: Organisation, step: Step, facts: StepFacts) -> None:
    """What a step says of the organisation itself."""
    told = {*step.needs, *step.may}
    if Need.NAMED in told:
        row.now_name = facts.named.strip()
    if Need.CODE in told:
        row.now_code = facts.code.strip()
    if Need.NEXT_ON in told:
        row.kept_until = facts.next_on
    if Need.SECRETARY in told and facts.secretary.strip():
        row.role = Role.SECRETARY
        seal_contact(row, facts.secretary.strip(), facts.phone.strip())
