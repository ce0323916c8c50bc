"""The three ends of an agreement: fulfilled, half-way with the remainder said, given up before the signature."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from yinqiao.areas.agreements import errors, events
from yinqiao.areas.agreements.models import Agreement
from yinqiao.areas.agreements.queries import get_figures, has_open_supplement
from yinqiao.areas.agreements.services.locking import lock_agreement, tell
from yinqiao.areas.agreements.types import Ending, Figures, Seen, Step
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_ENDED = ("state", "lock_version", "ended_on", "end_reason", "end_note", "end_remainder", "end_rest")


def close_agreement(*, actor: Actor, at: datetime, seen: Seen, note: str = "") -> None:
    """Close an agreement of which everything was received; a remainder (or surplus) must be explained in `note`.

    Of what both sides have said that there is none nothing more is asked.

    A person closes, never the system. Conflict `agreements.supplement_open`, Invalid `agreements.note_required`.
    """
    with perform(actor=actor, action="agreements.close_agreement", at=at) as act:
        row = lock_agreement(act, seen, Step.CLOSE)
        figures = _figures(act, row)
        if not figures.is_explained and not note.strip():
            raise errors.note_required("note", "协议数量与已接收数量不一致，请说明余量情况。")
        _finish(act, row, figures, note)
        tell(act, events.CLOSED, row, remainder=row.end_remainder)


def end_agreement(*, actor: Actor, at: datetime, seen: Seen, ending: Ending) -> None:
    """End a signed agreement half-way, with the reason and what becomes of who was not handed over."""
    if not ending.note.strip():
        raise errors.note_required("note", "请说明未移交人员和事项如何处理。")
    with perform(actor=actor, action="agreements.end_agreement", at=at) as act:
        row = lock_agreement(act, seen, Step.END)
        figures = _figures(act, row)
        row.end_reason = ending.reason.value
        _finish(act, row, figures, ending.note)
        act.note(reason=ending.reason.value)
        tell(act, events.ENDED, row, remainder=row.end_remainder, reason=ending.reason.value)


def cancel_agreement(*, actor: Actor, at: datetime, seen: Seen) -> None:
    """Give an agreement up before its signature: a draft by who wrote it, agreed terms by either side."""
    with perform(actor=actor, action="agreements.cancel_agreement", at=at) as act:
        row = lock_agreement(act, seen, Step.CANCEL)
        row.ended_on = act.stamp.occurred_on
        row.save(update_fields=["state", "lock_version", "ended_on"])
        tell(act, events.CANCELLED, row)


def _figures(act: Act, row: Agreement) -> Figures:
    """What is agreed and received, once nothing under way can change it."""
    scope = act.actor.scope
    if has_open_supplement(scope=scope, main_id=row.pk):
        raise errors.supplement_open()
    return get_figures(scope=scope, agreement_id=row.pk)


def _finish(act: Act, row: Agreement, figures: Figures, note: str) -> None:
    rest = {name: str(left) if isinstance(left, Decimal) else left for name, left in figures.rest.items()}
    row.ended_on, row.end_note = act.stamp.occurred_on, note.strip()[:500]
    row.end_rest, row.end_remainder = rest, int(figures.of("people").remainder)
    row.save(update_fields=_ENDED)
    act.note(rest=rest)
