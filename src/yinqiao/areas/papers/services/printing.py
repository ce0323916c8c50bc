"""Printing: numbers are taken, the template in force is filled in the confined child, the bytes put away. One act."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import connection
from django.utils import timezone

from yinqiao.areas.papers import errors
from yinqiao.areas.papers.models import Paper, Printing
from yinqiao.areas.papers.queries import template_for
from yinqiao.areas.papers.rules import MOST_AT_ONCE, MOST_ROWS, number_of
from yinqiao.areas.papers.types import Office, PaperState, PrintingState
from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import NewFile, store_file
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.papers.builtin import built_in
from yinqiao.platform.papers.codes import new_code
from yinqiao.platform.papers.confined import fill
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.kinds import OFFICE, PRINTED_BY, PRINTED_ON, Frame, PaperKind, papers
from yinqiao.platform.papers.placeholders import CODE, NUMBER
from yinqiao.platform.rulebook import rulebook

CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PURPOSE = "打印文书"
_NUMBERS = """
INSERT INTO papers_paperseries (kind, place_no, enterprise_id, year, last) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (kind, place_no, enterprise_id, year) DO UPDATE SET last = papers_paperseries.last + EXCLUDED.last
RETURNING last
"""


def print_paper(*, actor: Actor, at: datetime, kind: str, subject_id: str) -> UUID:
    """Print one paper: returns its id. NotFound for a subject out of scope; nothing is numbered when it fails."""
    with perform(actor=actor, action="papers.print_paper", at=at, purpose=PURPOSE) as act:
        made, _ = _make(act, kind_for(kind, actor), [subject_id])
        act.about("paper", made[0].pk, people=made[0].people)
        act.note(kind=kind)
        return made[0].pk


def order_printing(*, actor: Actor, at: datetime, kind: str, subjects: Sequence[str]) -> UUID:
    """Have several papers, or a long list, made in the background; returns the order. Invalid `papers.too_many`."""
    with perform(actor=actor, action="papers.order_printing", at=at, purpose=PURPOSE) as act:
        what = kind_for(kind, actor)
        if len(subjects) > MOST_AT_ONCE:
            raise errors.too_many(MOST_AT_ONCE)
        frames = what.load(actor, subjects)
        office = _office(actor, frames[0])
        order = Printing.objects.create(
            kind=kind, subjects=list(subjects), place_no=office.place_no, enterprise_id=office.enterprise_id,
            state=PrintingState.WAITING, total=len(frames), author_name=actor.name, author_unit=actor.unit,
            created_at=at,
        )  # fmt: skip
        enqueue("papers.carry_out_printing", actor, lock=f"papers:{order.pk}", printing_id=str(order.pk))
        act.about("printing", order.pk, people=0)
        act.note(kind=kind, papers=len(frames))
        return order.pk


def carry_out_printing(*, actor: Actor, at: datetime, printing_id: UUID) -> None:
    """Make the papers of an order, all or none; a refusal is told on the order's page. A finished order stays as it is."""
    try:
        with perform(actor=actor, action="papers.carry_out_printing", at=at, purpose=PURPOSE) as act:
            order = _waiting(printing_id)
            if order is None:
                return
            made, together = _make(act, kind_for(order.kind, actor), order.subjects, order)
            order.state, order.file_id = PrintingState.DONE, together
            order.save(update_fields=["state", "file_id"])
            act.about("printing", order.pk, people=sum(one.people for one in made))
            act.note(kind=order.kind, papers=len(made))
        killpoint("papers.print_after_commit")
    except DomainError as refusal:
        give_printing_up(actor=actor, at=at, printing_id=printing_id, told=f"{refusal.message}{refusal.next_step}")


def give_printing_up(*, actor: Actor, at: datetime, printing_id: UUID, told: str = "") -> None:
    """End an order that cannot be carried out, so that nobody waits for it; no number was taken."""
    with perform(actor=actor, action="papers.give_printing_up", at=at) as act:
        if order := _waiting(printing_id):
            order.state = PrintingState.FAILED
            order.told = (told or "系统多次尝试都没有生成，没有取号。请稍后重新打印。")[:300]
            order.save(update_fields=["state", "told"])
            act.about("printing", order.pk, people=0)


def _waiting(printing_id: UUID) -> Printing | None:
    return Printing.objects.select_for_update().filter(pk=printing_id, state=PrintingState.WAITING).first()


def kind_for(code: str, actor: Actor) -> PaperKind:
    """The kind of paper, if this role prints it; NotFound `papers.no_such_kind` otherwise."""
    kind = papers.find(code)
    if kind is None or actor.role not in kind.roles:
        raise errors.no_such_kind()
    return kind


def _office(actor: Actor, frame: Frame) -> Office:
    scope = actor.scope
    if scope.place_from < scope.place_to:
        return Office(place_no=scope.place_from)
    if frame.enterprise_id is not None and frame.enterprise_id in scope.enterprises:
        return Office(enterprise_id=frame.enterprise_id)
    raise errors.other_office()


def _make(
    act: Act, kind: PaperKind, subjects: Sequence[str], order: Printing | None = None
) -> tuple[list[Paper], UUID | None]:
    """The papers in the order of their subjects, and the file that holds them all where there are several."""
    frames = kind.load(act.actor, subjects)
    if len(frames) != len(subjects):
        raise NotFound
    if any(len(rows) > MOST_ROWS for frame in frames for rows in frame.lists.values()):
        raise errors.too_long(MOST_ROWS)
    template = template_for(scope=act.actor.scope, kind=kind.code, day=act.stamp.occurred_on)
    content, suffix = (bytes(template.content), template.suffix) if template else built_in(kind)
    rows = _numbered(act, kind, frames)
    killpoint("papers.print_after_number")
    for row, subject_id in zip(rows, subjects, strict=True):
        row.subject_id, row.template, row.printing = subject_id, template, order
    files = fill(content, suffix, [_filling(act, row, frame) for row, frame in zip(rows, frames, strict=True)])
    for row, file in zip(rows, files, strict=False):
        row.sha256 = hashlib.sha256(file).hexdigest()
        row.file_id = _keep(act.actor, row, f"{row.number}{kind.short or kind.title}{suffix}", suffix, file)
    Paper.objects.bulk_create(rows)
    killpoint("papers.print_after_bytes")
    if order is None:
        return rows, None
    name = f"{kind.short or kind.title}{len(rows)}份{suffix}"
    return rows, _keep(act.actor, order, name, suffix, files[-1]) if len(rows) > 1 else rows[0].file_id


def _numbered(act: Act, kind: PaperKind, frames: Sequence[Frame]) -> list[Paper]:
    """Rows with numbers that follow on each other within their office's series."""
    offices = [_office(act.actor, frame) for frame in frames]
    year = act.stamp.occurred_on.year
    parameters = rulebook().get("papers.number", region=settings.REGION, day=act.stamp.occurred_on).parameters
    following = {office: _reserve(kind, office, year, offices.count(office)) for office in dict.fromkeys(offices)}
    rows = []
    for frame, office in zip(frames, offices, strict=True):
        following[office] += 1
        serial = following[office]
        rows.append(
            Paper(
                id=uuid_utils.uuid7(), kind=kind.code, about=frame.about[:120], people=frame.people, place_no=office.place_no,
                enterprise_id=office.enterprise_id, year=year, serial=serial,
                number=number_of(kind.mark, year, serial, parameters), code=new_code(), state=PaperState.PRINTED,
                author_name=act.actor.name, author_unit=act.actor.unit, printed_at=act.at,
            )
        )  # fmt: skip
    return rows


def _reserve(kind: PaperKind, office: Office, year: int, count: int) -> int:
    """Take so many numbers; returns the one before the first."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [kind.code, office.place_no, office.enterprise_id, year, count])
        return int(cursor.fetchone()[0]) - count


def _filling(act: Act, row: Paper, frame: Frame) -> Filling:
    day = timezone.localtime(act.at)
    own: Mapping[str, str] = {
        NUMBER: row.number, CODE: "", PRINTED_ON: f"{day.year}年{day.month}月{day.day}日", PRINTED_BY: act.actor.name,
        OFFICE: act.actor.unit,
    }  # fmt: skip
    return Filling(row.code, {**frame.texts, **own}, frame.lists)


def _keep(actor: Actor, owner: Paper | Printing, name: str, suffix: str, content: bytes) -> UUID:
    what = NewFile(
        "paper", name, CONTENT_TYPES[suffix], "paper", owner.enterprise_id, owner.place_no, created_by=actor.id
    )
    return store_file(io.BytesIO(content), what).id
