"""Organisations offered on a path to a place, taken back, and returned with a reason: one statement for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinqiao.areas.branches import errors, events
from yinqiao.areas.branches.queries import receivers
from yinqiao.areas.branches.rules import next_state, reasons, steps_of
from yinqiao.areas.branches.services.locking import keep_many, lock_many, tell
from yinqiao.areas.branches.types import NOTE_LENGTH, Deed, Path, State
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def offer_organisations(*, actor: Actor, at: datetime, ids: Sequence[UUID], path: Path, place_no: int) -> int:
    """Offer organisations of the enterprise on a path; its steps begin. What was kept or sent back is offered anew.

    Returns how many; those that are on their way already stay as they are. Invalid `branches.not_a_receiver`.
    """
    with perform(actor=actor, action="branches.offer_organisations", at=at) as act:
        if place_no not in receivers().values():
            raise errors.not_a_receiver()
        rows = lock_many(act, ids, Deed.OFFER)
        for row in rows:
            row.state = next_state(member_of(State, row.state), Deed.OFFER) or row.state
            row.path, row.place_no, row.round = path, place_no, row.round + 1
            row.next_step, row.offered_at, row.kept_until = steps_of(path)[0].code, at, None
            row.now_name, row.now_code, row.return_reason, row.return_note = "", "", "", ""
        keep_many(
            act, rows, "path", "place_no", "round", "next_step", "offered_at", "kept_until", "now_name", "now_code",
            "return_reason", "return_note",
        )  # fmt: skip
        act.note(path=path.value, place=place_no)
        tell(act, events.OFFERED, rows)
    return len(rows)


def withdraw_organisations(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """Take organisations back before the place has signed for them; the place is told. Returns how many."""
    with perform(actor=actor, action="branches.withdraw_organisations", at=at) as act:
        rows = lock_many(act, ids, Deed.WITHDRAW)
        for row in rows:
            row.state = next_state(member_of(State, row.state), Deed.WITHDRAW) or row.state
            row.next_step, row.kept_until, row.return_reason, row.return_note = "", None, "", ""
            row.now_name, row.now_code = "", ""
        keep_many(act, rows, "next_step", "kept_until", "return_reason", "return_note", "now_name", "now_code")
        tell(act, events.WITHDRAWN, rows)
    return len(rows)


def return_organisations(*, actor: Actor, at: datetime, ids: Sequence[UUID], reason: str, note: str) -> int:
    """Send organisations back to the enterprise before they are signed for; returns how many.

    Invalid `branches.reason_unknown`, `branches.reason_needs_words`.
    """
    known = reasons().get(reason)
    if known is None:
        raise errors.reason_unknown()
    if known.needs_note and not note.strip():
        raise errors.reason_needs_words()
    with perform(actor=actor, action="branches.return_organisations", at=at) as act:
        rows = lock_many(act, ids, Deed.RETURN)
        for row in rows:
            row.state = next_state(member_of(State, row.state), Deed.RETURN) or row.state
            row.next_step, row.kept_until = "", None
            row.return_reason, row.return_note = reason, note.strip()[:NOTE_LENGTH]
        keep_many(act, rows, "next_step", "kept_until", "return_reason", "return_note")
        act.note(reason=reason)
        tell(act, events.RETURNED, rows, reason=reason)
    return len(rows)
