"""What a person may apply for in the portal, and what is begun: for the person alone, and whom the person has authorised."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from yinqiao.areas.applications.models import Draft
from yinqiao.areas.applications.queries.items import items_in_force
from yinqiao.areas.applications.queries.reads import known_answers, list_of_person
from yinqiao.areas.applications.rules import masked_answer, why_not
from yinqiao.areas.applications.types import OPEN, Applicant, Asked, Begun, Item, Offer
from yinqiao.areas.authorisations.errors import not_within
from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal


def list_offers(*, scope: Scope, today: date, applicant: Applicant) -> list[Offer]:
    """Every item of the day as the person of the scope finds it, what fits first; NotFound for everybody else."""
    person = find_row(scope, _person(scope))
    running = {one.code: one.pk for one in list_of_person(scope=scope, retiree_id=person.pk).filter(state__in=OPEN)}
    begun = dict(Draft.objects.filter(retiree_id=person.pk).values_list("code", "page"))
    offers = []
    within = require_limits(scope, today)
    for item in items_in_force(today):
        if item.is_posthumous or (within is not None and item.code not in within):
            continue
        unfit = why_not(item, applicant, person.status, person.born_on, today)
        why = f"{unfit.words.rstrip('，')}。{unfit.remedy}" if unfit else ""
        offers.append(Offer(item.code, item.title, item.about, why, begun.get(item.code), running.get(item.code)))
    return sorted(offers, key=lambda one: one.order)


def require_limits(scope: Scope, day: date) -> tuple[str, ...] | None:
    """In which matters whoever acts for the person may; None for the person. Refused once it was taken back."""
    if scope.warrant is None:
        return None
    warrant = warrant_of(scope.warrant, day)
    if warrant is None:
        raise not_within()
    return warrant.matters


def find_draft(*, scope: Scope, code: str) -> Begun | None:
    """What the person of the scope has begun of an item."""
    row = Draft.objects.filter(retiree_id=_person(scope), code=code).first()
    return Begun(row.page, answers_of(row), row.changed_at) if row else None


def list_asked(*, scope: Scope, item: Item) -> list[Asked]:
    """The fields of an item as the person of the scope is asked for them, one by one."""
    known = known_answers(scope=scope, retiree_id=_person(scope), item=item)
    begun = find_draft(scope=scope, code=item.code)
    filled = begun.answers if begun else {}
    return [Asked(one, masked_answer(one, known.get(one.code, "")), filled.get(one.code, "")) for one in item.field]


def answers_of(draft: Draft) -> Mapping[str, str]:
    """What is filled in so far."""
    told: Mapping[str, str] = json.loads(reveal(draft, "sealed") or "{}")
    return told


def _person(scope: Scope) -> UUID:
    if scope.person is None:
        raise NotFound
    return scope.person
