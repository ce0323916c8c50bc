"""A person says what a difference is; where the ledger's money is in question, a second one confirms or sends it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.dues.services import ask_provider, ask_refunds
from yinqiao.areas.reconciliation import errors, events
from yinqiao.areas.reconciliation.models import Line
from yinqiao.areas.reconciliation.queries.reach import here
from yinqiao.areas.reconciliation.services.statements import compare_statement
from yinqiao.areas.reconciliation.types import BY_TWO, Found, LineState, Settlement
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform


def settle_line(*, actor: Actor, at: datetime, line_id: UUID, settlement: Settlement) -> bool:
    """Say what a difference is; whether it is settled by that, or waits for a second person.

    Conflict `reconciliation.not_open`; Invalid `reconciliation.reason_missing`.
    """
    if not settlement.words.strip():
        raise errors.reason_missing()
    with perform(actor=actor, action="reconciliation.settle_line", at=at) as act:
        row = _lock(act, line_id, LineState.OPEN)
        is_settled = row.found not in BY_TWO
        row.state = LineState.SETTLED if is_settled else LineState.PROPOSED
        row.reason, row.note = settlement.reason, settlement.words.strip()[:200]
        row.settled_by, row.settled_name, row.settled_on = actor.id, actor.name, act.stamp.occurred_on
        row.save()
        _tell(act, row)
    return is_settled


def confirm_line(*, actor: Actor, at: datetime, line_id: UUID, agrees: bool) -> None:
    """Another person agrees with what was said of a difference, or sends it back to be looked at anew.

    Refused `reconciliation.by_the_same`; Conflict `reconciliation.not_open`.
    """
    with perform(actor=actor, action="reconciliation.confirm_line", at=at) as act:
        row = _lock(act, line_id, LineState.PROPOSED)
        if actor.id is None or actor.id == row.settled_by:
            raise errors.by_the_same()
        if agrees:
            row.state, row.confirmed_by, row.confirmed_name = LineState.SETTLED, actor.id, actor.name
        else:
            row.state, row.reason, row.note = LineState.OPEN, "", ""
            row.settled_by, row.settled_name, row.settled_on = None, "", None
        row.save()
        _tell(act, row)


def ask_line(*, actor: Actor, at: datetime, line_id: UUID, provider: Actor) -> bool:
    """Ask the provider about what it did and we have not booked, book its answer, compare again; whether that settled it.

    `provider` books what is answered: it reaches every branch.
    """
    with perform(actor=actor, action="reconciliation.ask_line", at=at) as act:
        row = _lock(act, line_id, LineState.OPEN)
        if row.found != Found.UNBOOKED or row.ref_id is None:
            raise errors.not_open()
    ask = ask_provider if row.fen > 0 else ask_refunds
    ask(actor=provider, at=at, only=row.ref_id)
    compare_statement(actor=actor, at=at, statement_id=row.statement_id)
    with acting(actor):
        return Line.objects.filter(pk=line_id, state=LineState.DONE).exists()


def _lock(act: Act, line_id: UUID, state: LineState) -> Line:
    row = Line.objects.select_for_update().filter(here(act.actor.scope), pk=line_id).first()
    if row is None:
        raise NotFound
    if row.state != state:
        raise errors.not_open()
    act.about("reconciliation_line", row.pk, people=0)
    return row


def _tell(act: Act, row: Line) -> None:
    data = {"found": row.found, "state": row.state, "fen": row.fen}
    act.emit(events.SETTLED, [Subject(None, None, row.place_no, row.pk, data=data)])
