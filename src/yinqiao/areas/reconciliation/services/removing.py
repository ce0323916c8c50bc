"""A statement taken by mistake counts no more. The ledger is not touched: what was corrected because of it stands.

Lines that another statement of the same days has too go on to it, as they were settled; what people said of the others, and
which of them led to a correction of the ledger, stays with the removed statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from yinqiao.areas.reconciliation import errors, events
from yinqiao.areas.reconciliation.models import Line, Statement
from yinqiao.areas.reconciliation.queries import list_rested
from yinqiao.areas.reconciliation.queries.reach import beside, here
from yinqiao.areas.reconciliation.services.comparing import compare_again
from yinqiao.areas.reconciliation.services.statements import headers_of, read
from yinqiao.areas.reconciliation.types import Found, Kind, LineState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.files.store import get_file, read_bytes

# Statement → key of each of its lines → where it stands in the file.
Keys = Mapping[UUID, Mapping[str, int]]


def remove_statement(*, actor: Actor, at: datetime, statement_id: UUID, reason: str) -> bool:
    """Remove a statement; whether it is removed, or waits for a second person, since findings on it were settled.

    Invalid `reconciliation.removal_reason_missing`; Conflict `.removed_already`, `.taken_meanwhile`.
    """
    if not reason.strip():
        raise errors.removal_reason_missing()
    keys = _keys_beside(actor, statement_id)
    with perform(actor=actor, action="reconciliation.remove_statement", at=at) as act:
        row = _lock(act, statement_id)
        if row.removal_on:
            raise errors.removed_already()
        row.removal_reason, row.removal_on = reason.strip()[:200], act.stamp.occurred_on
        row.removal_by, row.removal_name = actor.id, actor.name[:64]
        is_removed = not list_rested(scope=actor.scope, statement=row).by_two
        if is_removed:
            _remove(act, row, keys)
        row.save()
        _tell(act, row)
    return is_removed


def answer_removal(*, actor: Actor, at: datetime, statement_id: UUID, agrees: bool) -> None:
    """Another person lets a statement be removed on which findings were settled, or lets it stand.

    Refused `reconciliation.removed_by_the_same`; Conflict `.removed_already`, `.taken_meanwhile`.
    """
    keys = _keys_beside(actor, statement_id) if agrees else {}
    with perform(actor=actor, action="reconciliation.answer_removal", at=at) as act:
        row = _lock(act, statement_id)
        if row.removal_on is None:
            raise errors.removed_already()
        if actor.id is None or actor.id == row.removal_by:
            raise errors.removed_by_the_same()
        if agrees:
            row.removed_by, row.removed_name = actor.id, actor.name[:64]
            _remove(act, row, keys)
        else:
            row.removal_reason, row.removal_on, row.removal_by, row.removal_name = "", None, None, ""
        row.save()
        _tell(act, row)


def _keys_beside(actor: Actor, statement_id: UUID) -> Keys:
    """What the files of the same days hold: read in another process, and so before the act."""
    with acting(actor):
        row = Statement.objects.filter(here(actor.scope), pk=statement_id).first()
        if row is None:
            raise NotFound
        others = list(beside(row))
        contents = {one.pk: read_bytes(get_file(one.file_id)) for one in others if one.repeated}
        remembered = headers_of(row.place_no)
    found: dict[UUID, Mapping[str, int]] = {one.pk: {} for one in others}
    for pk, content in contents.items():
        _, lines = read(Kind(row.kind), content, remembered)
        found[pk] = dict(zip(lines["key"].to_list(), lines["row_no"].to_list(), strict=True))
    return found


def _lock(act: Act, statement_id: UUID) -> Statement:
    row = Statement.objects.select_for_update().filter(here(act.actor.scope), pk=statement_id).first()
    if row is None:
        raise NotFound
    if row.removed_on:
        raise errors.removed_already()
    act.about("reconciliation_statement", row.pk, people=0)
    return row


def _remove(act: Act, row: Statement, keys: Keys) -> None:
    others = list(beside(row).select_for_update())
    if {one.pk for one in others} != set(keys):
        raise errors.taken_meanwhile()
    moved = sum(_hand_on(row, other, keys[other.pk]) for other in others)
    kept = Line.objects.filter(statement=row).filter(~Q(reason="") | ~Q(first_found="")).update(
        state=LineState.REMOVED, key=Concat(Value("removed:"), Cast("id", CharField()))
    )  # fmt: skip
    gone, _ = Line.objects.filter(statement=row).exclude(state=LineState.REMOVED).delete()
    row.removed_on = act.stamp.occurred_on
    # Before the others are looked at again: what it had is free for them.
    row.save()
    for other in others:
        compare_again(act, other)
    act.note(moved=moved, kept=kept, gone=gone)


def _hand_on(row: Statement, other: Statement, keys: Mapping[str, int]) -> int:
    """Lines that the other file has too are its own from now on, as they were settled."""
    shared = list(Line.objects.filter(statement=row, key__in=list(keys)).exclude(found=Found.MISSING))
    for one in shared:
        one.statement_id, one.row_no = other.pk, keys[one.key]
    Line.objects.bulk_update(shared, ["statement_id", "row_no"], batch_size=2000)
    Statement.objects.filter(pk=other.pk).update(repeated=F("repeated") - len(shared))
    return len(shared)


def _tell(act: Act, row: Statement) -> None:
    data = {"kind": row.kind, "state": row.state.value}
    act.emit(events.REMOVED, [Subject(None, None, row.place_no, row.pk, data=data)])
