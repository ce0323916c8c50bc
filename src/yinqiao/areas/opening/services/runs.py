"""A table of the old system before anything is loaded: upload, columns, another rehearsal, throwing away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.opening import errors, events
from yinqiao.areas.opening.models import ColumnMemory, OldRow, Period, Run
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.rules import AT_WORK, next_state
from yinqiao.areas.opening.types import Purpose, RunState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import NewFile, hash_of, store_file
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.headertext import normalise_header

# 300,000 people with twenty columns are some 90 MB of text.
MAX_BYTES: Final = 160 * 1024 * 1024
# Work of every run waits for that of the one before: two rehearsals at once would need the memory twice.
_LOCK: Final = "opening"


def upload_table(
    *, actor: Actor, at: datetime, purpose: Purpose, system: str, file: BinaryIO, file_name: str
) -> tuple[UUID, bool]:
    """Take in a table of the old system (`system` is its name); returns the run and whether it is a new one.

    The same file is one run to load until that was put away. Invalid `opening.file_too_large`; Conflict
    `opening.no_period` for a daily table while no period is open. NotFound when the actor does not reach the city.
    """
    city = own_city(actor)
    sha256, size = hash_of(file)
    if size > MAX_BYTES:
        raise errors.file_too_large(size, MAX_BYTES)
    with perform(actor=actor, action="opening.upload_table", at=at) as act:
        if purpose is Purpose.COMPARE and not Period.objects.filter(city_of(actor.scope), closed_on=None).exists():
            raise errors.no_period()
        run = Run(
            run_no=f"CL{act.stamp.occurred_on:%Y%m%d}-{act.id.hex[-6:].upper()}", purpose=purpose, system=system,
            place_no=city, file_id=act.id, file_sha256=sha256, state=RunState.UPLOADED, progress_step="waiting",
            created_by=actor.id, created_name=actor.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                run.save(force_insert=True)
        except IntegrityError:
            known = _same_file(actor, sha256)
            act.about("opening_run", known, people=0)
            act.note(is_known=True)
            return known, False
        what = NewFile("opening", file_name, "application/octet-stream", "opening_upload", None, city, actor.id)
        run.file_id = store_file(file, what).id
        run.save(update_fields=["file_id"])
        act.about("opening_run", run.pk, people=0)
        tell(act, events.UPLOADED, run)
        queue("check_run", actor, run.pk)
    return run.pk, True


def own_city(actor: Actor) -> int:
    """The number of the city that the actor reaches as a whole; NotFound for whoever does not."""
    city = places().city.place_no
    if not actor.scope.covers_place(city) or actor.scope.is_oversight:
        raise NotFound
    return city


def _same_file(actor: Actor, sha256: str) -> UUID:
    same = Run.objects.filter(city_of(actor.scope), file_sha256=sha256, purpose=Purpose.LOAD)
    gone = [RunState.THROWN_AWAY, RunState.UNDONE, RunState.REFUSED]
    return same.exclude(state__in=gone).values_list("id", flat=True).get()


def lock_run(act: Act, run_id: UUID, step: str) -> Run:
    """The run within the actor's scope, locked, if the flow allows `step`; its state is moved on already.

    NotFound when absent or out of scope, Conflict `opening.not_open` when the flow forbids the step.
    """
    run = Run.objects.select_for_update().filter(city_of(act.actor.scope), pk=run_id).first()
    if run is None:
        raise NotFound
    state = next_state(member_of(RunState, run.state), step)
    if state is None:
        raise errors.not_open(member_of(RunState, run.state).label)
    run.state = state
    act.about("opening_run", run.pk, people=0)
    return run


def tell(act: Act, kind: EventType, run: Run, **facts: int | str) -> None:
    """One event of the run as a whole."""
    act.emit(kind, [Subject(None, None, run.place_no, subject_id=run.pk, data=facts)])


def queue(work: str, actor: Actor, run_id: UUID) -> None:
    """Work in the background, one run after the other."""
    enqueue(f"opening.{work}", actor, lock=_LOCK, run_id=str(run_id))


def correct_columns(*, actor: Actor, at: datetime, run_id: UUID, fields: Mapping[str, str]) -> None:
    """Say which column holds what (`fields`: header → field, empty for “not used”) and rehearse again; it is remembered."""
    with perform(actor=actor, action="opening.correct_columns", at=at) as act:
        run = lock_run(act, run_id, "again")
        for header, field in fields.items():
            ColumnMemory.objects.update_or_create(
                header=normalise_header(header)[:120], defaults={"field": field, "place_no": run.place_no}
            )
        act.note(columns=len(fields))
        _again(act, run)


def rehearse_again(*, actor: Actor, at: datetime, run_id: UUID) -> None:
    """Rehearse the same table anew, for mappings or the register have changed."""
    with perform(actor=actor, action="opening.rehearse_again", at=at) as act:
        _again(act, lock_run(act, run_id, "again"))


def _again(act: Act, run: Run) -> None:
    OldRow.objects.filter(run_id=run.pk).delete()
    run.counts, run.findings, run.checked_at, run.refusal_code, run.refusal_text = {}, [], None, "", ""
    run.progress_step, run.progress_done, run.progress_total = "waiting", 0, 0
    run.save()
    queue("check_run", act.actor, run.pk)


def throw_away(*, actor: Actor, at: datetime, run_id: UUID) -> None:
    """Throw a rehearsal away: its rows go, its figures stay, the register never knew of it."""
    with perform(actor=actor, action="opening.throw_away", at=at) as act:
        run = lock_run(act, run_id, "throw_away")
        OldRow.objects.filter(run_id=run.pk).delete()
        run.ended_at = at
        run.save()
        tell(act, events.THROWN_AWAY, run)
        killpoint("opening.throw_away_before_commit")


# What is under way → the step that ends it.
_STOPS = {
    RunState.UPLOADED: ("refuse", "系统多次检查都没有完成，原因不在您的文件，登记簿没有变化"),
    RunState.CHECKING: ("refuse", "系统多次检查都没有完成，原因不在您的文件，登记簿没有变化"),
    RunState.LOADING: ("stop_load", "系统多次入库都没有完成，没有人员入库"),
    RunState.UNDOING: ("stop_undo", "系统多次撤回都没有完成，这一批仍为已入库"),
}


def stop_work(*, actor: Actor, at: datetime, run_id: UUID) -> None:
    """Put a run whose work cannot be carried out back to where the officer can act; nothing when none is under way."""
    with acting(actor):
        found = Run.objects.filter(city_of(actor.scope), pk=run_id).first()
    if found is None or member_of(RunState, found.state) not in AT_WORK:
        return
    step, told = _STOPS[member_of(RunState, found.state)]
    with perform(actor=actor, action="opening.stop_work", at=at) as act:
        run = lock_run(act, run_id, step)
        run.progress_step, run.refusal_code = "refused", "opening.work_given_up"
        run.refusal_text = f"{told}。请稍后再试；如仍不成功，请联系系统管理员。"
        run.save()
