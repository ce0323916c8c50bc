"""A volume that was missing and will not turn up: the enterprise states why, the receiver agrees; then nobody waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.archives import errors, events
from yinqiao.areas.archives.models import Archive, Catalogue
from yinqiao.areas.archives.rules import absence_reasons, next_archive_state
from yinqiao.areas.archives.services.linking import tell_of
from yinqiao.areas.archives.types import NOTE_LENGTH, Absence, ArchiveState, ArchiveStep
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_STATED, _UNSTATED = ~Q(absence_reason=""), Q(absence_reason="")
# Whose a step is: the rest is the receiver's.
_OF_ENTERPRISE = frozenset({ArchiveStep.STATE, ArchiveStep.TAKE_BACK})
# What of these a step asks for beside the state.
_ASKS = {
    ArchiveStep.STATE: _UNSTATED,
    ArchiveStep.TAKE_BACK: _STATED,
    ArchiveStep.REFUSE: _STATED,
    ArchiveStep.AGREE: _STATED,
}
_CLEARED: dict[str, Any] = {
    "absence_reason": "", "absence_office": "", "absence_note": "", "absence_on": None, "absence_name": "",
}  # fmt: skip


def state_absence(*, actor: Actor, at: datetime, ids: Sequence[UUID], absence: Absence) -> int:
    """Say why there is no volume of these that were missing; returns how many. They stay missing until it is agreed to.

    Invalid `archives.reason_unknown`, `archives.absence_needs_words`; Conflict `archives.absences_not_open`.
    """
    known = absence_reasons().get(absence.reason)
    if known is None:
        raise errors.reason_unknown()
    if known.needs and not getattr(absence, known.needs).strip():
        raise errors.absence_needs_words(known.needs)
    with perform(actor=actor, action="archives.state_absence", at=at) as act:
        told = {
            "absence_reason": absence.reason, "absence_office": absence.office.strip()[:100],
            "absence_note": absence.note.strip()[:NOTE_LENGTH], "absence_on": act.stamp.occurred_on,
            "absence_name": actor.name, "absence_answer": "",
        }  # fmt: skip
        act.note(reason=absence.reason)
        return _move(act, ids, ArchiveStep.STATE, told, events.ABSENCE_STATED)


def take_back_absence(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """Take back what was stated of these, before it was agreed to; returns how many."""
    with perform(actor=actor, action="archives.take_back_absence", at=at) as act:
        return _move(act, ids, ArchiveStep.TAKE_BACK, _CLEARED, events.ABSENCE_TAKEN_BACK)


def agree_absence(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """Agree that there is no volume of these; returns how many. One that turns up all the same is received at its scan."""
    with perform(actor=actor, action="archives.agree_absence", at=at) as act:
        return _move(act, ids, ArchiveStep.AGREE, {}, events.EXPLAINED)


def refuse_absence(*, actor: Actor, at: datetime, ids: Sequence[UUID], note: str) -> int:
    """Not agree to what was stated of these, with words; returns how many. Invalid `archives.refusal_needs_words`."""
    if not note.strip():
        raise errors.refusal_needs_words()
    with perform(actor=actor, action="archives.refuse_absence", at=at) as act:
        told = _CLEARED | {"absence_answer": note.strip()[:NOTE_LENGTH]}
        return _move(act, ids, ArchiveStep.REFUSE, told, events.ABSENCE_REFUSED)


def reopen_absence(*, actor: Actor, at: datetime, ids: Sequence[UUID], note: str) -> int:
    """Take an agreement back: these are missing again, nothing is stated of them; returns how many."""
    if not note.strip():
        raise errors.refusal_needs_words()
    with perform(actor=actor, action="archives.reopen_absence", at=at) as act:
        told = _CLEARED | {"absence_answer": note.strip()[:NOTE_LENGTH]}
        return _move(act, ids, ArchiveStep.REOPEN, told, events.MISSING)


def _move(act: Act, ids: Sequence[UUID], step: ArchiveStep, told: dict[str, Any], kind: EventType) -> int:
    """Write `told` of those of these archives that may take `step`, move them on, and say so; refuses when none may."""
    scope = act.actor.scope
    if scope.is_enterprise is not (step in _OF_ENTERPRISE):
        raise NotFound
    mine = Archive.objects.filter(scope.predicate(), pk__in=ids)
    # Whoever scans holds the catalogue: a volume in somebody's hands is not explained away at the same moment.
    held = Catalogue.objects.select_for_update().filter(pk__in=mine.values("catalogue_id"))
    list(held.order_by("id").values_list("pk", flat=True))
    [(before, after)] = [(one, to) for one in ArchiveState if (to := next_archive_state(one, step))]
    open_now = mine.filter(_ASKS.get(step, Q()), state=before).select_for_update().order_by("id")
    chosen = list(open_now.values_list("pk", flat=True))
    if not chosen:
        raise errors.absences_not_open()
    Archive.objects.filter(pk__in=chosen).update(state=after, **told)
    act.people = len(chosen)
    tell_of(act, kind, chosen)
    return len(chosen)
