"""Services that people of the cast's community asked for: late, new, with the street, with the district, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.applications.queries import item_in_force
from yinqiao.areas.applications.services import apply, decide, go_on
from yinqiao.areas.applications.types import Answer, Applicant, Application, Channel
from yinqiao.areas.certificates.services import permit
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST

_ALLOWANCE, _CONTACT = "old_age_allowance", "contact_change"
_MATERIALS = ("id_card", "social_card")
# So many days ago the one was asked for that nobody has answered: longer than an office has, holidays or not.
_LATE_DAYS = 21
_OLD = 81


@dataclass(frozen=True, slots=True)
class Desks:
    """The community that takes applications in, and the street that examines them."""

    community: Actor
    street: Actor


def load_cases(who: Desks, at: datetime) -> None:
    """Ask for an allowance for four of the oldest, who are in four places of its way, and correct one phone."""
    # The street lets the community's own certificate be sealed without a hand.
    permit(actor=who.street, at=at, kind="managed", is_automatic=True)
    people = iter(_people(who.community, at))
    for person in islice(people, 1):
        _ask(who.community, at - timedelta(days=_LATE_DAYS), person)
    for person in islice(people, 1):
        _ask(who.community, at, person)
    for words in ("", "材料齐全，符合年龄条件。"):
        for person in islice(people, 1):
            _send_on(who, at, person, words)
    for person in islice(people, 1):
        _correct(who.community, at, person)


def _people(community: Actor, at: datetime) -> list[UUID]:
    """Some of those beyond eighty whom the community looks after, but for the cast: neither the eldest nor the next."""
    born_before = timezone.localdate(at).replace(month=1, day=1) - timedelta(days=366 * _OLD)
    with acting(community):
        found = people_within(scope=community.scope).filter(
            status=RetireeStatus.MANAGED, born_on__lt=born_before, merged_into__isnull=True
        )
        rows = found.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
        return list(rows.values_list("pk", flat=True)[2:7])


def _ask(community: Actor, at: datetime, person: UUID) -> UUID:
    asked = Application(_ALLOWANCE, {"pay_to": "social_card"}, Applicant.SELF, Channel.COUNTER, _MATERIALS)
    return apply(actor=community, at=at, retiree_id=person, application=asked)


def _send_on(who: Desks, at: datetime, person: UUID, examined: str) -> None:
    """Take one in; with what the street found it goes to the district, too."""
    case = _ask(who.community, at, person)
    go_on(actor=who.community, at=at, case_id=case, answer=Answer(materials=_MATERIALS))
    if examined:
        go_on(actor=who.street, at=at, case_id=case, answer=Answer(words=examined, step=1))


def _correct(community: Actor, at: datetime, person: UUID) -> None:
    """A phone is corrected on the spot: the item has one step."""
    item = item_in_force(_CONTACT, timezone.localdate(at))
    materials = tuple(one.code for one in item.needed(Applicant.SELF))
    told = Application(_CONTACT, {"phone": "15400009912"}, Applicant.SELF, Channel.VISIT, materials)
    case = apply(actor=community, at=at, retiree_id=person, application=told)
    decide(actor=community, at=at, case_id=case, answer=Answer(materials=materials))
