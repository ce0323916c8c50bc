"""Takes in what a source sends: once by (source, id), one receipt for each event, a bad one spoils no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db.models import QuerySet

from yinqiao.areas.intake import errors
from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.intake.rules import read_event
from yinqiao.areas.intake.services.halting import halt_if_unusual
from yinqiao.areas.intake.services.people import rule_on
from yinqiao.areas.intake.services.settling import Work, foresee, open_disputes, settle
from yinqiao.areas.intake.services.withdrawing import DEATH, DEATH_WITHDRAWN, TAKING_BACK, WITHDRAWN, withdraw
from yinqiao.areas.intake.types import (
    Basis,
    Draft,
    Letter,
    MessageState,
    Reason,
    Receipt,
    RefusalReason,
    SourceState,
    inward_types,
)
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.platform.access import Actor, acting, widened
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.crypto.fields import conceal
from yinqiao.platform.crypto.statements import sign_statements
from yinqiao.platform.database.bulk import insert_rows
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile

# The reason of a line that was told before.
REPEATED = "repeated"
# What receiving changes of a source; the rest is its office's.
_COUNTED = [
    "minute", "minute_count", "last_at", "reach_from", "reach_to", "reach_enterprises", "state", "state_at",
    "state_reason",
]  # fmt: skip


def uri_of(code: str) -> str:
    """What stands as `source` in the events of a source."""
    return f"/sources/{code}"


def _event(code: str, told: tuple[str, str, Any], at: datetime) -> dict[str, Any]:
    """An event as a source's programme would send it; `told` is its type, its id, and what it says."""
    kind, event_id, data = told
    return {
        "specversion": "1.0", "id": event_id, "source": uri_of(code), "type": kind,
        "time": at.isoformat(timespec="seconds"), "datacontenttype": "application/json", "data": data,
    }  # fmt: skip


def withdrawal_of(code: str, told: tuple[str, str], reason: str, *, event_id: str, at: datetime) -> dict[str, Any]:
    """What a source sends to take back an earlier event of its own; `told` is the type and the id of that."""
    kind = DEATH_WITHDRAWN if told[0] == DEATH else WITHDRAWN
    return _event(code, (kind, event_id, {"withdraws": told[1], "reason": reason}), at)


def receive_events(*, actor: Actor, at: datetime, events: Sequence[Any]) -> list[Receipt]:
    """Take in events of the source that the actor's key is bound to; a receipt for each, in their order.

    Refused `intake.no_source`, `intake.source_paused`, `intake.too_fast`: then nothing is taken in. Whatever is wrong
    with one event stands in its receipt. All that is taken in is committed together with its effects.
    """
    with acting(actor):
        found = Source.objects.select_for_update().filter(key_id=actor.id, key__isnull=False).first()
        if found is None:
            raise errors.no_source()
        _require_open(found)
        _count(found, at, len(events))
        return take_in_events(actor, at, found, events)


def enter_letter(
    *,
    actor: Actor,
    at: datetime,
    source_id: UUID,
    told: tuple[str, str, dict[str, Any]],
    letter: Letter | None = None,
    scan: BinaryIO | None = None,
) -> Receipt:
    """Take in what an office wrote on paper, or by hand on a page: the same path and receipt, with the letter's number.

    `told` is the type, an id for the event, and what it says. NotFound out of scope; Invalid `intake.entry_refused`
    with why when a programme would have been refused, too; Invalid `files.not_a_scan`.
    """
    with acting(actor):
        found = _own_source(actor, source_id).select_for_update().first()
        if found is None:
            raise errors.not_found()
        event = _event(found.code, told, at)
        kept = None
        if scan is not None:
            what = NewFile(
                "letter", str(getattr(scan, "name", "")), "", "inward_letter", None, found.place_no, actor.id
            )
            kept = keep_scan(scan, what)
        _require_open(found)
        _count(found, at, 1)
        (receipt,) = take_in_events(actor, at, found, [event], letter and replace(letter, scan_id=kept))
        if receipt.state is MessageState.REFUSED:
            fault = f"（{receipt.fault}）" if receipt.fault else ""
            raise errors.entry_refused(RefusalReason(receipt.code).label + fault)
        return receipt


def _require_open(source: Source) -> None:
    if source.state == SourceState.PAUSED:
        raise errors.paused()


def receive_lines(
    *, actor: Actor, at: datetime, source_id: UUID, events: Sequence[Any], letter: Letter | None
) -> list[Receipt]:
    """Take in what an office sent as a file, line by line an event: once, by the same rules, with the same receipts.

    The agreed rate is a programme's and counts no lines; taking earlier lines back needs no type of its own and is
    possible for a source that was paused. NotFound out of scope; Refused `intake.source_paused`.
    """
    with acting(actor):
        source = _own_source(actor, source_id).select_for_update().first()
        if source is None:
            raise errors.not_found()
        if any(one["type"] not in TAKING_BACK for one in events):
            _require_open(source)
        return take_in_events(actor, at, source, events, letter, also=TAKING_BACK)


def foresee_lines(*, actor: Actor, at: datetime, source_id: UUID, events: Sequence[Any]) -> list[tuple[str, str, str]]:
    """What would become of each line now: state or refusal, reason, the entry at fault; nothing is kept or applied.

    The state of one that was told before is the one in which it stands by now, its reason `repeated`.
    """
    with acting(actor), widened("intake.foresee"):
        source, act = _own_source(actor, source_id).get(), Act(actor, "intake.foresee", at)
        drafts = _read(source, act, events, also=())
        known = _known(source, drafts)
        indexes = blind_many([one.number or None for one in drafts], ID_NUMBER)
        works = {
            no: Work(Message(source=source, id_no_index=index), inward_types()[one.type], one.data)
            for no, (one, index) in enumerate(zip(drafts, indexes, strict=True))
            if one.refusal is None and one.event_id not in known
        }
        foresee(act, source, list(works.values()))
    found = []
    for no, one in enumerate(drafts):
        if one.refusal is not None:
            found.append((MessageState.REFUSED.value, one.refusal.value, one.fault))
        elif one.event_id in known:
            found.append((known[one.event_id].state, REPEATED, ""))
        else:
            found.append((works[no].row.state or MessageState.APPLIED.value, works[no].row.reason, ""))
    return found


def _own_source(actor: Actor, source_id: UUID) -> QuerySet[Source]:
    return Source.objects.filter(actor.scope.sources(), pk=source_id)


def take_in_events(
    actor: Actor, at: datetime, source: Source, events: Sequence[Any], letter: Letter | None = None,
    also: Sequence[str] = (),
) -> list[Receipt]:  # fmt: skip
    """Take in events of a source that is locked; `also` are types that need not be registered for it."""
    with perform(actor=actor, action="intake.receive", at=at) as act, widened("intake.receive"):
        _reach(source, actor)
        drafts = _read(source, act, events, also)
        known = _known(source, drafts)
        rows, fresh = _rows(act, source, drafts, known)
        if letter:
            for row in rows.values():
                row.letter_no, row.letter_on, row.letter_scan = letter.number, letter.written_on, letter.scan_id
        _take_in(act, source, fresh)
        _sign(source, rows.values())
        insert_rows(list(rows.values()))
        open_disputes(act, [one for group in fresh for one in group])
        source.last_at = at
        source.save(update_fields=_COUNTED)
        act.note(source=str(source.pk), events=len(events), **_counts(rows.values()))
        act.people = len({row.retiree_id for row in rows.values() if row.retiree_id})
        killpoint("intake.before_commit")
    return [_receipt(index, draft, rows, known) for index, draft in enumerate(drafts)]


def _count(source: Source, at: datetime, events: int) -> None:
    """Count against the rate of this minute; Refused `intake.too_fast` beyond it, and nothing is counted."""
    minute = at.replace(second=0, microsecond=0)
    count = events + (source.minute_count if source.minute == minute else 0)
    if count > source.rate:
        raise errors.too_fast(source.rate)
    source.minute, source.minute_count = minute, count


def _reach(source: Source, actor: Actor) -> None:
    """Keep whom the key reaches: who is registered later is matched within it."""
    if source.key_id is not None and source.key_id == actor.id:
        source.reach_from, source.reach_to = actor.scope.place_from, actor.scope.place_to
        source.reach_enterprises = list(actor.scope.enterprises)


def _read(source: Source, act: Act, events: Sequence[Any], also: Sequence[str]) -> list[Draft]:
    today, types = act.stamp.occurred_on, inward_types()
    parameters = rule_on("intake.precedence", today).parameters
    holds = Basis(source.basis_document, source.basis_article, source.basis_from, source.basis_to).holds(today)
    drafts = []
    for event in events:
        draft = read_event(event, uri=uri_of(source.code), types=types, at=act.at, today=today, parameters=parameters)
        if draft.refusal is None and draft.type not in (*source.types, *also):
            draft = _refused(draft, RefusalReason.TYPE_NOT_ALLOWED)
        elif draft.refusal is None and not holds:
            draft = _refused(draft, RefusalReason.NO_BASIS)
        drafts.append(draft)
    return drafts


def _refused(draft: Draft, why: RefusalReason) -> Draft:
    return Draft(draft.event_id, draft.type, draft.time, draft.digest, refusal=why)


def _known(source: Source, drafts: Sequence[Draft]) -> dict[str, Message]:
    """What this source sent before under these ids."""
    ids = {one.event_id for one in drafts if one.event_id}
    rows = Message.objects.filter(source=source, event_id__among=ids).exclude(state=MessageState.REFUSED.value)
    return {row.event_id: row for row in rows.defer("body")}


def _rows(
    act: Act, source: Source, drafts: Sequence[Draft], known: dict[str, Message]
) -> tuple[dict[int, Message], list[list[Work]]]:
    """A row for each event that is new or refused, and the new ones in rounds: each person once in a round."""
    rows: dict[int, Message] = {}
    works: list[tuple[Draft, Work]] = []
    digests = {one: bytes(row.digest) for one, row in known.items()}
    indexes = blind_many([one.number or None for one in drafts], ID_NUMBER)
    for position, draft in enumerate(drafts):
        # What was taken in stays so, whatever our clock, its basis or its allowed types say now.
        before = digests.get(draft.event_id)
        if before == draft.digest:
            continue
        refusal = draft.refusal or (RefusalReason.ID_REUSED if before is not None else None)
        row = Message(
            id=uuid_utils.uuid7(), source=source, event_id=draft.event_id, type=draft.type, told_at=draft.time,
            received_at=act.at, digest=draft.digest, fault=draft.fault[:120],
        )  # fmt: skip
        rows[position] = row
        if refusal:
            row.state, row.reason, row.settled_at = MessageState.REFUSED.value, refusal.value, act.at
            continue
        digests[draft.event_id] = draft.digest
        row.id_no_index = indexes[position]
        works.append((draft, Work(row, inward_types()[draft.type], draft.data)))
    _seal(drafts, rows)
    return rows, _rounds(works)


def _seal(drafts: Sequence[Draft], rows: dict[int, Message]) -> None:
    """Keep what was taken in, and what came under an id that is taken: the evidence is sealed like the rest."""
    kept = [(drafts[position], row) for position, row in rows.items() if drafts[position].body]
    bodies = [f'{{"number":"{draft.number}","event":{draft.body}}}' for draft, _ in kept]
    for (_, row), sealed in zip(kept, conceal(Message, "body", bodies, [row.pk for _, row in kept]), strict=True):
        row.body = sealed


def _rounds(works: Sequence[tuple[Draft, Work]]) -> list[list[Work]]:
    """By the time that the source says it happened, whatever the order in which it came."""
    rounds: list[list[Work]] = []
    turns: dict[bytes, int] = defaultdict(int)
    for _, one in sorted(works, key=lambda pair: (pair[1].kind.is_withdrawal, pair[0].time or pair[1].row.received_at)):
        key = b"withdrawal" if one.kind.is_withdrawal else bytes(one.row.id_no_index or b"")
        turn = turns[key]
        turns[key] += 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(one)
    return rounds


def _take_in(act: Act, source: Source, rounds: Sequence[Sequence[Work]]) -> None:
    claims = [[one for one in group if not one.kind.is_withdrawal] for group in rounds]
    halt_if_unusual(act, source, [one for group in claims for one in group])
    if source.state == SourceState.HALTED:
        for one in (one for group in rounds for one in group):
            one.row.state, one.row.reason = MessageState.HELD.value, Reason.TOO_MANY.value
        return
    for group in claims:
        if group:
            settle(act, source, group)
    withdraw(act, source, [one for group in rounds for one in group if one.kind.is_withdrawal], _fresh(rounds))


def _fresh(rounds: Sequence[Sequence[Work]]) -> dict[str, Work]:
    return {one.row.event_id: one for group in rounds for one in group if not one.kind.is_withdrawal}


def _sign(source: Source, rows: Collection[Message]) -> None:
    uri = uri_of(source.code)
    told = [
        {
            "no": str(row.pk), "source": uri, "id": row.event_id, "sha256": bytes(row.digest).hex(),
            "received": row.received_at.isoformat(timespec="seconds"), "outcome": code_of(row),
        }
        for row in rows
    ]  # fmt: skip
    for row, receipt in zip(rows, sign_statements(told, kind="yinqiao-receipt"), strict=True):
        row.receipt = receipt


def code_of(row: Message) -> str:
    """What a receipt says of the outcome: the state, or why it was refused."""
    return row.reason if row.state == MessageState.REFUSED else row.state


def _counts(rows: Iterable[Message]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for row in rows:
        counted[row.state] += 1
    return dict(counted)


def _receipt(position: int, draft: Draft, rows: dict[int, Message], known: dict[str, Message]) -> Receipt:
    """The receipt of one event; of one that came before, the first one's."""
    row = rows.get(position)
    if row is not None:
        return receipt_of(row)
    first = known.get(draft.event_id) or next(
        one for one in rows.values() if one.event_id == draft.event_id and one.state != MessageState.REFUSED
    )
    return receipt_of(first, is_repeated=True)


def receipt_of(row: Message, *, is_repeated: bool = False) -> Receipt:
    """A stored message as its sender reads it."""
    state = MessageState(row.state)
    status = RefusalReason(row.reason).status if state is MessageState.REFUSED else 200
    return Receipt(
        row.pk, row.event_id, state, code_of(row), bytes(row.digest).hex(), row.received_at, row.receipt, status,
        row.reason, row.fault, is_repeated,
    )  # fmt: skip
