"""Cases within a scope: seen by whoever looks after the person, by place alone. No enterprise, no overseer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from yinqiao.areas.applications.models import Case, ItemVersion
from yinqiao.areas.applications.rules import LEADERS, parse_item
from yinqiao.areas.applications.types import OPEN, Item, Standing, effects
from yinqiao.areas.authorisations.queries import ended_among
from yinqiao.areas.retirees.queries import facts_of, find_row, people_within, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import work_calendar


def rising(today: date) -> Mapping[str, Any]:
    """After how many working days a late case rises, as the rule of the day says."""
    return rulebook().get("applications.rising", region=settings.REGION, day=today).parameters


def list_cases(*, scope: Scope, today: date, standing: str = "", role: str = "") -> QuerySet[Case]:
    """The cases of people of the scope, the soonest due first, what is over last.

    `standing` narrows: `mine` to steps of the role, `risen` to what has come up to it by its lateness.
    """
    if not scope.sees_content or scope.is_enterprise:
        return Case.objects.none()
    found = Case.objects.filter(retiree__in=people_within(scope=scope))
    if standing in _BY_CLOCK or standing == Standing.RISEN:
        found = found.filter(state__in=OPEN).filter(_by_clock(standing, today, role))
    elif standing == Standing.UNWARRANTED:
        by_warrant = found.filter(state__in=OPEN, warrant_id__isnull=False)
        ids = {pk for pk in by_warrant.values_list("warrant_id", flat=True) if pk is not None}
        ended = ended_among(ids, today)
        found = by_warrant.filter(warrant_id__in=ended)
    elif standing == Standing.MINE:
        found = found.filter(state__in=OPEN, due_on__isnull=False, step_role=role)
    elif standing:
        found = found.filter(state=standing)
    return found.select_related("retiree", "item").order_by("due_on", "-applied_on", "-number")


_BY_CLOCK = {Standing.WARNED: "half_on__lte", Standing.NEAR: "near_on__lte", Standing.OVERDUE: "due_on__lt"}


def _by_clock(standing: str, today: date, role: str) -> Q:
    if standing != Standing.RISEN:
        late = Q(**{_BY_CLOCK[Standing(standing)]: today})
        return late if standing == Standing.OVERDUE else late & Q(due_on__gte=today)
    days = rising(today)[LEADERS.get(role, "street_days")]
    return Q(due_on__lte=work_calendar().before(today, days))


def count_standing(*, scope: Scope, today: date, role: str, standing: Standing) -> int:
    """How many cases a list would show; what is late counts only where it is the role's own step."""
    found = list_cases(scope=scope, today=today, standing=standing, role=role)
    return (
        (found if standing in (Standing.RISEN, Standing.MINE, Standing.UNWARRANTED) else found.filter(step_role=role))
        .order_by()
        .count()
    )


def is_unwarranted(case: Case, today: date) -> bool:
    """Whether whoever applied for the person may act no more."""
    return case.warrant_id is not None and bool(ended_among({case.warrant_id}, today))


def get_case(*, scope: Scope, case_id: UUID) -> Case:
    """One case; NotFound when absent or about somebody out of scope."""
    found = list_cases(scope=scope, today=date.min).filter(pk=case_id).first()
    if found is None:
        raise NotFound
    return found


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Case]:
    """The cases of a person, the newest first; NotFound out of scope, none where content is not read."""
    person = find_row(scope, retiree_id)
    if scope.person is not None:
        found = Case.objects.filter(retiree_id=person.pk).select_related("item")
    else:
        found = list_cases(scope=scope, today=date.min).filter(retiree_id__in=with_merged(scope, person.pk))
    return found.order_by("-applied_on", "-number")


@lru_cache(maxsize=256)
def _parsed(code: str, version: int, digest: str, text: str) -> Item:
    item, mistakes = parse_item(text, f"{code}@{version}", effects())
    if item is None:
        raise ValueError(f"a version in use cannot be read: {mistakes[0]}")
    return item


def item_of(version: ItemVersion) -> Item:
    """The item by which a case runs: as it stood when it was first used."""
    return _parsed(version.code, version.version, version.digest, version.text)


def content_of(case: Case) -> Mapping[str, Any]:
    """What was filled in (`answers`) and who acted for the person (`name`, `relation`, `phone`); the caller notes why."""
    told: Mapping[str, Any] = json.loads(reveal(case, "sealed") or "{}")
    return told


def known_answers(*, scope: Scope, retiree_id: UUID, item: Item) -> dict[str, str]:
    """What the register fills into the form of an item, by field; NotFound out of scope."""
    row = find_row(scope, retiree_id)
    if not scope.sees_content:
        raise NotFound
    facts = facts_of([row])[0]
    plain = {"name": row.name, "former_unit": row.former_unit, "born_on": row.born_on.isoformat()}
    return {one.code: (plain.get(one.known) or facts.get(one.known) or "") for one in item.field if one.known}
