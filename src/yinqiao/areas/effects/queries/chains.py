"""Cause → effects of one person, from the event log: what each act said, what followed in it, what answered it later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.queries.followups import list_person_followups
from yinqiao.areas.effects.rules import answering, beside, explaining, kinds, page_of, undoing
from yinqiao.areas.effects.types import Chain, Sent, State, Step, Told, Why
from yinqiao.areas.exchange.queries import count_receivers
from yinqiao.areas.intake.queries import Standing, get_message, list_standing
from yinqiao.areas.retirees.queries import find_row, sentence, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.registry import label_of, withheld_codes
from yinqiao.platform.rulebook import rulebook

# Of a person's life; one who has more of it sees the newest.
_MOST_EVENTS = 2_000
DISPUTED = "intake.claim_disputed"


def list_chains(*, actor: Actor, scope: Scope, retiree_id: UUID, today: date) -> list[Chain]:
    """What changed about a person and what followed, the newest first; NotFound out of scope.

    Like the person's timeline: an enterprise reads what is shared with it and no office but itself, an overseer nothing
    that is withheld. Acts from which nothing followed and that nobody outside told of are left to the timeline.
    """
    person = find_row(scope, retiree_id)
    people = with_merged(scope, person.pk)
    events = _events(scope, people)
    followups: dict[UUID, list[Followup]] = defaultdict(list)
    for one in list_person_followups(scope=scope, role=actor.role, people=people):
        followups[one.cause_act].append(one)
    told = list_standing(scope=scope, retiree_id=person.pk)
    acts: dict[UUID, list[Event]] = defaultdict(list)
    for event in events:
        acts[event.act_id].append(event)
    reader = _Reader(scope, events, told)
    chains = [
        chain for act, found in acts.items() if (chain := reader.chain(act, found, followups.get(act, []))) is not None
    ]
    return _sent(scope, person.pk, chains, today)[::-1]


def chain_of_message(*, scope: Scope, message_id: UUID) -> tuple[UUID, UUID | None]:
    """The person and the act of a message that its own office may open; NotFound when it is about nobody we know."""
    row = get_message(scope=scope, message_id=message_id).row
    if row.retiree_id is None:
        raise NotFound
    return row.retiree_id, row.act_id


def _events(scope: Scope, people: Sequence[UUID]) -> list[Event]:
    found = Event.objects.filter(retiree_id__in=people)
    if scope.is_enterprise:
        found = found.filter(is_shared=True)
    if scope.is_oversight:
        found = found.exclude(type__in=withheld_codes())
    return list(found.order_by("-id")[:_MOST_EVENTS])[::-1]


def _sent(scope: Scope, retiree_id: UUID, chains: list[Chain], today: date) -> list[Chain]:
    """With how many programmes of others may know; an enterprise is not told who else is."""
    if scope.is_enterprise or not chains:
        return chains
    acts = [one.act_id for one in chains]
    counted = count_receivers(scope=scope, retiree_id=retiree_id, acts=acts, today=today)
    return [replace(one, sent=Sent(*counted[one.act_id])) if one.act_id in counted else one for one in chains]


class _Reader:
    """Puts the events of a person in the order of cause and effect, as one scope may read them."""

    def __init__(self, scope: Scope, events: Sequence[Event], told: Sequence[Standing]) -> None:
        self._scope = scope
        self._events = events
        self._by_act = {one.act_id: one for one in told if one.act_id is not None}
        self._disputes = {(one.opened_on, one.dispute): one for one in told if one.opened_on is not None}

    def chain(self, act: UUID, events: Sequence[Event], followups: Sequence[Followup]) -> Chain | None:
        """The act as a cause, or None where nothing followed from it and nobody told of it."""
        roots = [one for one in events if not one.caused_by and one.type not in beside()] or [
            one for one in events if not one.caused_by
        ]
        effects = [one for one in events if one.caused_by]
        told = self._told(act, roots)
        if not roots or not (effects or followups or told):
            return None
        first, codes = roots[0], {one.type for one in roots}
        steps = [self._step(one, codes) for one in effects]
        steps += [self._followup(one) for one in followups]
        steps += [step for one in [*roots, *effects] for step in self._later(one)]
        return Chain(
            act, "、".join(dict.fromkeys(label_of(one.type) for one in roots)), self._text(first), first.occurred_on,
            first.recorded_at, self._by(first), told, steps, next(filter(None, map(self._undone, roots)), ""),
        )  # fmt: skip

    def _told(self, act: UUID, roots: Iterable[Event]) -> Told | None:
        found = self._by_act.get(act)
        for one in roots:
            if found is None and one.type == DISPUTED:
                found = self._disputes.get((one.occurred_on, str(one.data.get("reason", ""))))
        if found is None:
            return None
        return Told(found.source, found.title, found.received_at, found.rule, found.reason, str(found.id))

    def _step(self, event: Event, roots: Iterable[str]) -> Step:
        because = "" if event.caused_by in roots else label_of(event.caused_by)
        url_name, label = page_of(event.type) if self._scope.sees_content else ("", "")
        return Step(
            label_of(event.type), self._text(event), event.recorded_at, self._by(event), _why(event), because, url_name,
            label,
        )  # fmt: skip

    def _followup(self, one: Followup) -> Step:
        kind = kinds()[one.kind]
        words = kind.back if one.is_back else kind.words
        state = State(one.state)
        done = kind.outcome(one.outcome) if state is State.DONE else state.label
        whose = f"责任方：{kind.owner.label}，期限 {one.due_on:%Y-%m-%d}：{done}"
        by = " · ".join(filter(None, (one.closed_unit, one.closed_name))) if not self._scope.is_enterprise else ""
        title = f"{kind.title}（更正）" if one.is_back else kind.title
        return Step(title, f"{whose}。{words}", one.opened_at, by, None, url="effects:followups", url_label="后续事项")

    def _later(self, event: Event) -> list[Step]:
        """What answered an event or went on with it, until the same thing happened again."""
        steps = []
        for one in self._after(event):
            if one.type == event.type:
                break
            if one.act_id != event.act_id and one.type in answering().get(event.type, ()):
                by, because = self._by(one), label_of(event.type)
                steps.append(
                    Step(label_of(one.type), self._text(one), one.recorded_at, by, None, because, is_later=True)
                )
        return steps

    def _undone(self, event: Event) -> str:
        """By what and when an event was undone, in words; empty while it stands."""
        for one in self._after(event):
            if one.type == event.type:
                return ""
            if one.type == undoing().get(event.type):
                return f"{timezone.localtime(one.recorded_at):%Y-%m-%d %H:%M} {label_of(one.type)}"
        return ""

    def _after(self, event: Event) -> Iterable[Event]:
        return (one for one in self._events if one.pk > event.pk)

    def _by(self, event: Event) -> str:
        """Who acted: an enterprise reads its own name and no other, as on the person's page."""
        if self._scope.is_enterprise and event.actor_unit != self._scope.label:
            return ""
        return " · ".join(filter(None, (event.actor_unit, event.actor_name)))

    def _text(self, event: Event) -> str:
        return "" if self._scope.is_enterprise else sentence(event.data)


def _why(event: Event) -> Why | None:
    """The rule by which the event followed, as it was in force then."""
    rule_id = explaining().get((event.caused_by, event.type))
    if rule_id is None:
        return None
    rule = rulebook().get(rule_id, region=settings.REGION, day=timezone.localdate(event.recorded_at))
    return Why(rule.title, rule.source, rule.version, rule.standing == "assumed")
