"""What is missing and who is sought in the demo city: questions to two enterprises, attempts, one lost, one found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.completeness.queries import list_gaps, list_requests
from yinqiao.areas.completeness.services import answer_request, ask_enterprise, find_shared_phones
from yinqiao.areas.completeness.types import Cause, RequestState
from yinqiao.areas.lost_contact.queries import list_people
from yinqiao.areas.lost_contact.services import declare_found, declare_lost, record_attempt, record_step
from yinqiao.areas.lost_contact.types import Answer, Attempt, Outcome, StepTaken
from yinqiao.platform.access import Actor, acting

_ASKED_OF_EACH = 4
_SOUGHT = 5
# So long ago the lost one was declared: risen to the street by now.
_LONG = timedelta(days=70)
LOADER = Actor.system("载入演示数据")


@dataclass(frozen=True, slots=True)
class Seekers:
    """Who asks, who answers, who seeks."""

    city: Actor
    firms: Sequence[Actor]
    community: Actor


def load_missing(who: Seekers, at: datetime) -> None:
    """Ask and answer, try and declare, by the acts of those who would do so."""
    find_shared_phones(actor=LOADER, at=at)
    for firm in who.firms:
        _ask(who.city, firm, at)
    _seek(who.community, at)


def _ask(city: Actor, firm: Actor, at: datetime) -> None:
    """The city asks for numbers of archives; the enterprise knows one, and another not."""
    with acting(city):
        found = list_gaps(scope=city.scope, today=timezone.localdate(at), cause=Cause.ARCHIVE_NO_MISSING.value)
        ids = list(found.filter(enterprise_id__in=firm.scope.enterprises).values_list("id", flat=True)[:_ASKED_OF_EACH])
    if not ids:
        return
    ask_enterprise(actor=city, at=at, ids=ids)
    with acting(firm):
        asked: list[UUID] = list(
            list_requests(scope=firm.scope, states=[RequestState.ASKED]).values_list("pk", flat=True)[:3]
        )
    # Of one the officer has still to think.
    for request_id, value in zip(asked[:-1], ("DA-2019-0417", ""), strict=False):
        answer_request(actor=firm, at=at, request_id=request_id, value=value, is_unknown=not value)


def _seek(community: Actor, at: datetime) -> None:
    """Of those not contacted yet: one is ripe, one in doubt, one lost for long, one was lost and found."""
    with acting(community):
        rows = list_people(scope=community.scope, today=timezone.localdate(at))
        people = [row["retiree_id"] for row in rows[:_SOUGHT]]
    if len(people) < _SOUGHT:
        return
    for person, outcomes in (
        (people[0], (Outcome.DEAD_NUMBER, Outcome.NOT_FOUND)), (people[1], (Outcome.NO_ANSWER,)),
        (people[2], (Outcome.DEAD_NUMBER, Outcome.MOVED)), (people[3], (Outcome.RETURNED_MAIL,)),
        (people[4], (Outcome.NO_ANSWER, Outcome.NOBODY_HOME)),
    ):  # fmt: skip
        for outcome in outcomes:
            attempt = Attempt(outcome, timezone.localdate(at - _LONG))
            record_attempt(actor=community, at=at, retiree_id=person, attempt=attempt)
    declare_lost(actor=community, at=at - _LONG, retiree_id=people[2], reason="all_ways_tried")
    declare_lost(actor=community, at=at - _LONG, retiree_id=people[3], reason="rule_met")
    for person, code, answer, letter_no in (
        (people[2], "relative", Answer.NOTHING, ""), (people[2], "enterprise", Answer.TRACE, ""),
        (people[2], "medical", Answer.ASKED, "岳社函〔2026〕8号"), (people[3], "relative", Answer.NOTHING, ""),
        (people[3], "enterprise", Answer.FOUND, ""),
    ):  # fmt: skip
        taken = StepTaken(answer, timezone.localdate(at - _LONG + timedelta(days=20)), letter_no)
        record_step(actor=community, at=at, retiree_id=person, code=code, taken=taken)
    declare_found(actor=community, at=at, retiree_id=people[3], way="enterprise", found_on=timezone.localdate(at))
