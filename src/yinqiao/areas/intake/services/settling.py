"""Settles messages of one source: finds the people, judges each claim, applies what is clear, opens what is not.

Inside an act that has widened: set-based, each person at most once for a call.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.contacts.queries import last_signs
from yinqiao.areas.intake import events
from yinqiao.areas.intake.models import Contradiction, Message, Source
from yinqiao.areas.intake.rules import due_on, names_agree
from yinqiao.areas.intake.services.people import rule_on
from yinqiao.areas.intake.types import (
    RETIREE_SOURCES,
    Claim,
    ContradictionState,
    InwardType,
    Item,
    Judged,
    Known,
    MessageState,
    Reason,
    SourceKind,
    Verdict,
    inward_types,
)
from yinqiao.areas.retirees.events import DEATH_RECORDED
from yinqiao.areas.retirees.queries import facts_of, former_names_of, people_within, subject
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.blind import blind_candidates
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.events.models import Event
from yinqiao.platform.faults.killpoints import killpoint

OPEN = (ContradictionState.OPEN.value, ContradictionState.ASKED.value)
_SETTLED = {Verdict.SAME: MessageState.SAME, Verdict.OLDER: MessageState.OLDER, Verdict.DISPUTE: MessageState.DISPUTED}
_WEIGHED = ("name", "id_no", "phone", "address", "building")


@dataclass(slots=True)
class Work:
    """One message on its way: the row to be written, its type, what it says, and what was judged."""

    row: Message
    kind: InwardType
    data: Any
    judged: Judged | None = None
    is_new: bool = True


def reach_of(source: Source) -> Scope:
    """Whom a source may tell about: the scope of its key, as it was when it last sent."""
    return Scope(source.reach_from, source.reach_to, tuple(source.reach_enterprises))


def settle(act: Act, source: Source, works: Sequence[Work]) -> None:
    """Judge and apply; the rows of `works` say afterwards what became of each. Nothing is written to their table here."""
    judge_works(act, source, works, _find_people(source, works).select_for_update(of=("self",)))
    _apply(act, source, [one for one in works if one.judged is not None and one.judged.verdict is Verdict.TAKE])


def foresee(act: Act, source: Source, works: Sequence[Work]) -> None:
    """Judge as `settle` would and apply nothing: nobody is locked."""
    judge_works(act, source, works, _find_people(source, works))


def judge_works(act: Act, source: Source, works: Sequence[Work], found: QuerySet[Any]) -> None:
    """Say of each message what the rules make of it, for these people; those to be applied keep no state yet."""
    people = {bytes(row.id_no_index or b""): row for row in found}
    known = _known(people, works)
    for one in works:
        row = people.get(bytes(one.row.id_no_index or b""))
        if row is None:
            _wait(act, one)
            continue
        one.row.retiree_id = row.pk
        one.judged = _judge(act, source, one, known[row.pk])
        one.row.rule, one.row.reason = one.judged.rule, one.judged.reason.value
        if one.judged.verdict is not Verdict.TAKE:
            one.row.state = _SETTLED[one.judged.verdict].value
            one.row.settled_at = None if one.judged.verdict is Verdict.DISPUTE else act.at


def open_disputes(act: Act, works: Sequence[Work]) -> None:
    """Open a work item for each claim that a person has to decide; its message is written already."""
    disputed = [
        (one.row, one.row.retiree_id, one.judged)
        for one in works
        if one.row.state == MessageState.DISPUTED and one.judged is not None and one.row.retiree_id is not None
    ]
    if not disputed:
        return
    today = act.stamp.occurred_on
    due = due_on(rule_on("intake.steps", today).parameters, today)
    Contradiction.objects.bulk_create(
        Contradiction(
            message=row, retiree_id=who, kind=row.reason, opened_on=today, due_on=due, attribute=judged.attribute
        )
        for row, who, judged in disputed
    )
    tell(act, events.DISPUTED, {who: row.reason for row, who, _ in disputed})


def tell(act: Act, kind: Any, people: Mapping[UUID, str]) -> None:
    """An event of each of these people, with the code of the reason."""
    rows = people_within(scope=Scope.everything()).filter(pk__in=people)
    act.emit(kind, [subject(row, reason=people[row.pk]) for row in rows])


def tell_people(*, act: Act, kind: EventType, people: Collection[UUID]) -> None:
    """An event of each of these people, of whatever scope: what another room took in about them."""
    rows = people_within(scope=Scope.everything()).filter(pk__in=list(people)).order_by("pk") if people else ()
    act.emit(kind, [subject(row) for row in rows])


def works_of(rows: Sequence[Message]) -> list[Work]:
    """Messages that are stored, opened again."""
    found = []
    for row, body in zip(rows, reveal_many(rows, "body"), strict=True):
        found.append(Work(row, inward_types()[row.type], read_body(row, body or "{}"), is_new=False))
    return found


def read_body(row: Message, body: str) -> Any:
    """The data of a stored message in the shape of its type; what was sound when it came is taken as sound."""
    day = max(row.received_at.date(), row.told_at.date() if row.told_at else date.min) + timedelta(days=1)
    told = json.loads(body)["event"]["data"]
    return inward_types()[row.type].schema.model_validate(told, context={"today": day})


def _find_people(source: Source, works: Sequence[Work]) -> QuerySet[Any]:
    """The rows of those within the source's reach whose numbers are told."""
    indexes = {bytes(one.row.id_no_index) for one in works if one.row.id_no_index}
    within = people_within(scope=reach_of(source)).filter(id_no_index__among=indexes, merged_into__isnull=True)
    return within.only("name", "born_on", "died_on", "sources", "id_no_index").order_by("pk")


def _known(people: Mapping[bytes, Any], works: Sequence[Work]) -> dict[UUID, Known]:
    rows = list(people.values())
    named = _named_otherwise(people, works)
    facts, former = facts_of(rows), former_names_of(named) if named else {}
    alive = last_signs([people[index].pk for index in _dead(works) if index in people])
    taken, elsewhere = _numbers_taken(works, people), _elsewhere(people, works)
    found = {}
    for row, told in zip(rows, facts, strict=True):
        others = elsewhere[row.pk]
        values = {**told, "name": row.name, **{name: one[0] for name, one in others.items()}}
        sources = {name: _source(row.sources, name) for name in _WEIGHED}
        sources |= {name: (source, since) for name, (_, source, since) in others.items()}
        names = frozenset({row.name, *(one.name for one in former.get(row.pk, ()))})
        found[row.pk] = Known(names, row.born_on, row.died_on, values, sources, alive.get(row.pk), row.pk in taken)
    return found


def _named_otherwise(people: Mapping[bytes, Any], works: Sequence[Work]) -> set[UUID]:
    """Of whom a message says another name than the register has: perhaps a former one."""
    found = ((people.get(bytes(one.row.id_no_index or b"")), one.data.name) for one in works)
    return {row.pk for row, told in found if row is not None and not names_agree(told, frozenset({row.name}))}


def _elsewhere(people: Mapping[bytes, Any], works: Sequence[Work]) -> dict[UUID, dict[str, tuple[str, str, date]]]:
    """What the rooms of these types know, each asked once."""
    found: dict[UUID, dict[str, tuple[str, str, date]]] = defaultdict(dict)
    for reads in {one.kind.reads for one in works if one.kind.reads is not None}:
        for who, facts in reads([row.pk for row in people.values()]).items():
            found[who] |= facts
    return found


def _dead(works: Sequence[Work]) -> list[bytes]:
    """The indexes of those whose death is told."""
    return [bytes(one.row.id_no_index or b"") for one in works if one.kind.code.startswith("cn.yinqiao.person.death.")]


def _source(sources: Mapping[str, Any], name: str) -> tuple[str, date | None]:
    """From where one field comes and since when: its own entry, else the one that covers every field."""
    entry = sources.get(name) or sources.get("*") or ("", None)
    return entry[0], date.fromisoformat(entry[1]) if len(entry) > 1 and entry[1] else None


def _numbers_taken(works: Sequence[Work], people: Mapping[bytes, Any]) -> set[UUID]:
    """Who would get a number that somebody else in the register holds."""
    wanted: dict[bytes, UUID] = {}
    for one in works:
        number = getattr(one.data, "new_id_number", None)
        row = people.get(bytes(one.row.id_no_index or b""))
        if number and row is not None:
            wanted.update(dict.fromkeys(blind_candidates(number, ID_NUMBER), row.pk))
    if not wanted:
        return set()
    held = people_within(scope=Scope.everything()).filter(id_no_index__in=wanted, merged_into__isnull=True)
    pairs = [(wanted[bytes(index or b"")], pk) for index, pk in held.values_list("id_no_index", "pk")]
    return {who for who, holder in pairs if who != holder}


def _judge(act: Act, source: Source, one: Work, known: Known) -> Judged:
    if not names_agree(one.data.name, known.names):
        return Judged(Verdict.DISPUTE, Reason.NAME_DIFFERS, "intake.matching@2026-01-01", "name")
    if one.kind.claims is None or one.kind.judge is None:
        raise LookupError(f"a type that claims nothing: {one.kind.code}")
    since, values = one.kind.claims(one.data)
    return one.kind.judge(Claim(SourceKind(source.kind), since, values), known, act.stamp.occurred_on)


def _wait(act: Act, one: Work, reason: Reason = Reason.NOT_KNOWN) -> None:
    if one.row.waits_until is None:
        days = rule_on("intake.precedence", act.stamp.occurred_on).parameters["waiting_days"]
        one.row.waits_until = act.stamp.occurred_on + timedelta(days=days)
    one.row.state, one.row.reason = MessageState.WAITING.value, reason.value


def _apply(act: Act, source: Source, works: Sequence[Work]) -> None:
    groups: dict[Any, list[Work]] = defaultdict(list)
    for one in works:
        groups[one.kind.apply].append(one)
    for group in groups.values():
        left = apply_claims(act, source, group)
        for one in group:
            reason = left.get(one.row.retiree_id) if one.row.retiree_id else None
            if reason is Reason.NOT_MANAGED:
                _wait(act, one, reason)
            elif reason is not None:
                if reason is Reason.NO_GROUND:
                    one.row.body = one.row.retiree_id = one.row.id_no_index = None
                one.row.state, one.row.reason, one.row.settled_at = MessageState.NOT_TAKEN.value, reason.value, act.at
            else:
                one.row.state, one.row.act_id, one.row.settled_at = MessageState.APPLIED.value, act.id, act.at
        killpoint("intake.after_apply")


def apply_claims(act: Act, source: Source, works: Sequence[Work]) -> Mapping[UUID, Reason]:
    """Write what these messages say, of one type or of types that are applied alike; each person occurs once.

    Returns to whom it did not apply, and why.
    """
    kind = works[0].kind
    if kind.apply is None:
        raise NotFound
    return kind.apply(act, [item_of(source, one) for one in works if one.row.retiree_id is not None])


def item_of(source: Source, one: Work) -> Item:
    """A message of somebody who was found, as the room that applies it reads it."""
    if one.row.retiree_id is None:
        raise NotFound
    proof = proof_of(source, one.row, one.data)
    return Item(one.row.retiree_id, RETIREE_SOURCES[source.kind], one.data, proof, source.pk, one.row.pk)


def proof_of(source: Source, row: Message, data: Any) -> str:
    """On what it rests, in words: the paper that the source names, its letter, or the message itself."""
    named = getattr(data, "proof", "")
    letter = f"函号 {row.letter_no}" if row.letter_no else f"外来信息 {row.event_id}"
    return "，".join(part for part in (source.name, named, letter) if part)


def end_disputes(act: Act, messages: Sequence[UUID]) -> None:
    """Close the open work items of messages that their source took back."""
    found = Contradiction.objects.filter(state__in=OPEN, message_id__in=messages)
    _end(act, found, Reason.WITHDRAWAL)


def follow_deaths(*, act: Act) -> None:
    """Close what was open about deaths that this act recorded: the suspicion is confirmed by somebody else."""
    died = Event.objects.filter(act_id=act.id, type=DEATH_RECORDED.code).values("retiree_id")
    found = Contradiction.objects.filter(state__in=OPEN, kind=Reason.WEAK_DEATH.value, retiree_id__in=died)
    messages = list(found.values_list("message_id", flat=True))
    if messages:
        _end(act, found, Reason.CONFIRMED_ELSEWHERE)
        Message.objects.filter(pk__in=messages).update(
            state=MessageState.SAME.value, reason=Reason.CONFIRMED_ELSEWHERE.value, settled_at=act.at
        )


def _end(act: Act, found: QuerySet[Contradiction], why: Reason) -> None:
    people = list(found.values_list("retiree_id", flat=True))
    found.update(
        state=ContradictionState.ENDED.value, decided_at=act.at, decided_name=act.actor.name[:64], decided_act=act.id,
        reason=why.value,
    )  # fmt: skip
    if people:
        tell(act, events.ENDED, dict.fromkeys(people, why.value))
