"""A file before anything is taken in: upload, columns, another check, putting away; what all work on one needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.dropbox import errors, events
from yinqiao.areas.dropbox.models import ColumnMemory, File, Finding, Line
from yinqiao.areas.dropbox.queries import find_kinds
from yinqiao.areas.dropbox.queries.files import own_unit
from yinqiao.areas.dropbox.rules import AT_WORK, next_state
from yinqiao.areas.dropbox.types import Cover, FileState
from yinqiao.areas.intake.queries import get_source
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

# 300,000 people with eight columns are some 30 MB of text.
MAX_BYTES: Final = 160 * 1024 * 1024
# Work on every file waits for that on the one before: two at once would need the memory twice.
_LOCK: Final = "dropbox"
_GONE = (FileState.WITHDRAWN, FileState.DISCARDED, FileState.REFUSED)


def upload_file(
    *, actor: Actor, at: datetime, source_id: UUID, kind: str, cover: Cover, file: BinaryIO
) -> tuple[UUID, bool]:
    """Take in a file that a source sends; returns it and whether it is a new one, however often and at once it is sent.

    NotFound for a source out of scope; Invalid `dropbox.kind_not_allowed`, `dropbox.file_too_large`.
    """
    with acting(actor):
        source = get_source(scope=actor.scope, source_id=source_id, today=timezone.localdate(at))
    if kind not in {one.code for one in find_kinds(scope=actor.scope, types=source.types)}:
        raise errors.kind_not_allowed()
    sha256, size = hash_of(file)
    if size > MAX_BYTES:
        raise errors.file_too_large(size, MAX_BYTES)
    with perform(actor=actor, action="dropbox.upload_file", at=at) as act:
        made = File(
            file_no=f"BS{act.stamp.occurred_on:%Y%m%d}-{act.id.hex[-6:].upper()}", source_id=source.pk, kind=kind,
            place_no=source.place_no, file_id=act.id, file_sha256=sha256, state=FileState.UPLOADED,
            letter_no=cover.number.strip(), letter_on=cover.written_on, progress_step="waiting", created_at=at,
            created_by=actor.id, created_name=actor.name, by_office=actor.scope.office is not None,
        )  # fmt: skip
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            known = _same_file(made)
            act.about("dropbox_file", known, people=0)
            act.note(is_known=True)
            return known, False
        name = str(getattr(file, "name", ""))
        what = NewFile("dropbox", name, "application/octet-stream", "dropbox_upload", None, made.place_no, actor.id)
        made.file_id = store_file(file, what).id
        made.save(update_fields=["file_id"])
        killpoint("dropbox.upload_before_commit")
        act.about("dropbox_file", made.pk, people=0)
        act.note(kind=kind)
        tell(act, events.UPLOADED, made)
        queue("check_file", actor, made.pk)
    return made.pk, True


def _same_file(made: File) -> UUID:
    same = File.objects.filter(source_id=made.source_id, kind=made.kind, file_sha256=made.file_sha256)
    return same.exclude(state__in=_GONE).values_list("id", flat=True).get()


def lock_file(act: Act, file_id: UUID, step: str) -> File:
    """The file within the actor's scope, locked, if the flow allows `step`; its state is moved on already.

    NotFound when absent or out of scope, Conflict `dropbox.not_open` when the flow forbids the step.
    """
    found = File.objects.select_for_update(of=("self",)).filter(own_unit(act.actor.scope), pk=file_id).first()
    if found is None:
        raise NotFound
    state = next_state(member_of(FileState, found.state), step)
    if state is None:
        raise errors.not_open(member_of(FileState, found.state).label)
    found.state = state
    act.about("dropbox_file", found.pk, people=0)
    return found


def tell(act: Act, kind: EventType, file: File, **facts: int | str) -> None:
    """One event of the file as a whole."""
    act.emit(kind, [Subject(None, None, file.place_no, subject_id=file.pk, data=facts)])


def queue(work: str, actor: Actor, file_id: UUID) -> None:
    """Work in the background, one file after the other."""
    enqueue(f"dropbox.{work}", actor, lock=_LOCK, file_id=str(file_id))


def correct_columns(*, actor: Actor, at: datetime, file_id: UUID, fields: Mapping[str, str]) -> None:
    """Say which column holds what (`fields`: header → field, empty for “not used”) and check again.

    Remembered for this source and kind: its next file with the same headers is understood without asking.
    """
    with perform(actor=actor, action="dropbox.correct_columns", at=at) as act:
        file = lock_file(act, file_id, "again")
        for header, field in fields.items():
            ColumnMemory.objects.update_or_create(
                source_id=file.source_id, kind=file.kind, header=normalise_header(header)[:120],
                defaults={"field": field, "place_no": file.place_no},
            )  # fmt: skip
        act.note(columns=len(fields))
        _again(act, file)


def check_again(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Check a file anew, for the register or the source's types may have changed since."""
    with perform(actor=actor, action="dropbox.check_again", at=at) as act:
        _again(act, lock_file(act, file_id, "again"))


def forget_lines(file: File) -> None:
    """What an earlier check has written."""
    Line.objects.filter(file=file).delete()
    Finding.objects.filter(file=file).delete()


def _again(act: Act, file: File) -> None:
    forget_lines(file)
    file.counts, file.findings, file.checked_at, file.annotated_file_id = {}, [], None, None
    file.refusal_code, file.refusal_text = "", ""
    file.progress_step, file.progress_done, file.progress_total = "waiting", 0, 0
    file.save()
    queue("check_file", act.actor, file.pk)


def discard_file(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Put a checked file away: its lines go, the register never knew of it; the file waits for its retention to end."""
    with perform(actor=actor, action="dropbox.discard_file", at=at) as act:
        file = lock_file(act, file_id, "discard")
        forget_lines(file)
        file.save()


def stop_work(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Say on the page that work could not be carried out; a check ends refused, a taking in can be gone on with."""
    with acting(actor):
        found = File.objects.filter(own_unit(actor.scope), pk=file_id).first()
    if found is None or member_of(FileState, found.state) not in AT_WORK:
        return
    is_check = member_of(FileState, found.state) in (FileState.UPLOADED, FileState.CHECKING)
    with perform(actor=actor, action="dropbox.stop_work", at=at) as act:
        file = lock_file(act, file_id, "refuse" if is_check else "go_on")
        told = (
            "系统多次检查都没有完成，原因不在您的文件，登记没有变化"
            if is_check
            else "系统多次办理都没有完成，已办理的行不受影响"
        )
        file.progress_step = "refused" if is_check else file.progress_step
        file.refusal_code = "dropbox.work_given_up"
        file.refusal_text = f"{told}。请稍后再试；如仍不成功，请联系系统管理员。"
        file.save()
