"""What a seconded officer does for a person: in the register by its own acts, as the officer's; and what is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.retirees.services import add_note, correct_details
from yinqiao.areas.retirees.types import Correction, NoteInput, NoteKind, Source
from yinqiao.areas.secondments import errors
from yinqiao.areas.secondments.models import Deed, Secondment
from yinqiao.areas.secondments.queries import get_own
from yinqiao.areas.secondments.rules import PLACES
from yinqiao.areas.secondments.types import NEEDS, DeedKind, NewDeed, NewPhone, Proof
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, Scope, widened
from yinqiao.platform.acts import Act, perform

_NOTES = {DeedKind.VISIT: NoteKind.VISIT, DeedKind.CALL: NoteKind.CALL, DeedKind.ACCOMPANY: NoteKind.NOTE}


@contextmanager
def _beyond_the_stay() -> Iterator[None]:
    """A stay lets nothing be written: what the officer may do is written here, after it was judged by what is seen."""
    with widened("secondments.act_of_officer"):
        yield


def note_deed(*, actor: Actor, at: datetime, retiree_id: UUID, new: NewDeed) -> UUID:
    """Note a visit, a call or an errand together, as a note of the register by this officer; returns the deed's id.

    NotFound outside the stay and once it is over; Refused `secondments.right_missing`; Invalid as
    `retirees.services.add_note`, and `secondments.days_not_possible` for something still to be done without its day.
    """
    with perform(actor=actor, action="secondments.note_deed", at=at) as act:
        if new.follow_up and (new.due_on is None or new.due_on < act.stamp.occurred_on):
            raise errors.days_not_possible("有待办事项的，请填写今天或者以后的期限。", "due_on")
        if new.kind == DeedKind.PHONE:
            raise errors.right_missing()
        words = f"陪同办事：{new.text}" if new.kind == DeedKind.ACCOMPANY and new.text.strip() else new.text
        note = NoteInput(_NOTES[new.kind], new.occurred_on, words)
        return _do(
            act, retiree_id, new,
            lambda officer: add_note(actor=officer, at=at, retiree_id=retiree_id, note=note),
        )  # fmt: skip


def correct_phone(*, actor: Actor, at: datetime, retiree_id: UUID, new: NewPhone) -> UUID:
    """Correct the person's phone by a proof, which becomes the source; returns the deed's id.

    Refuses as `note_deed`, and as `retirees.services.correct_details`.
    """
    with perform(actor=actor, action="secondments.correct_phone", at=at) as act:
        today = act.stamp.occurred_on
        correction = Correction({"phone": new.phone}, Source(new.proof.value), today, new.lock_version)
        deed = NewDeed(DeedKind.PHONE, today, Proof(new.proof).label)
        return _do(
            act, retiree_id, deed,
            lambda officer: correct_details(actor=officer, at=at, retiree_id=retiree_id, correction=correction),
        )  # fmt: skip


def _do(act: Act, retiree_id: UUID, new: NewDeed, work: Callable[[Actor], object]) -> UUID:
    """Judge by what the stay lets see; then write as who looks after this one person's place does."""
    own = get_own(scope=act.actor.scope)
    _hold(own)
    person = find_row(act.actor.scope, retiree_id)
    if NEEDS[new.kind] not in own.rights:
        raise errors.right_missing()
    here = Scope.place(person.place_no, person.place_no + 1, act.actor.scope.label)
    with _beyond_the_stay():
        row = Deed.objects.create(
            secondment=own, retiree_id=person.pk, entered_as=person.pk, kind=new.kind, occurred_on=new.occurred_on,
            author_name=act.actor.name[:64], follow_up=new.follow_up, due_on=new.due_on if new.follow_up else None,
        )  # fmt: skip
        work(replace(act.actor, scope=here))
    act.about("retiree", person.pk)
    act.note(deed=str(row.pk), kind=new.kind.value)
    return row.pk


def _hold(own: Secondment) -> None:
    """Nobody ends the stay meanwhile: whoever does so after it finds what is open here, and passes it on."""
    with _beyond_the_stay():
        if not Secondment.objects.select_for_update().filter(pk=own.pk, ended_at__isnull=True).exists():
            raise NotFound


def close_deed(*, actor: Actor, at: datetime, deed_id: UUID) -> None:
    """What was still to be done is done: by the officer in the stay, by the community and those over it at any time.

    Conflict `secondments.closed_already`; NotFound out of scope, and for what leaves nothing to be done.
    """
    with perform(actor=actor, action="secondments.close_deed", at=at) as act:
        within = actor.scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
        seen = Deed.objects.filter(within, pk=deed_id).exclude(follow_up="")
        if actor.scope.stay is not None:
            found = seen.filter(secondment=get_own(scope=actor.scope)).first()
            if found is not None:
                with _beyond_the_stay():
                    _close(act, found.pk)
                return
        elif actor.role in PLACES and seen.exists():
            _close(act, deed_id)
            return
        raise NotFound


def _close(act: Act, deed_id: UUID) -> None:
    row: Any = Deed.objects.select_for_update().get(pk=deed_id)
    if row.closed_on is not None:
        raise errors.closed_already()
    row.closed_on, row.closed_name = act.stamp.occurred_on, act.actor.name[:64]
    row.save(update_fields=["closed_on", "closed_name"])
    act.about("retiree", row.retiree_id)
    act.note(deed=str(row.pk))
