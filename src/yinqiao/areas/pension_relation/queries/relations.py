"""What a case of the two items says: read from what was filled in, computed by the rule of the day of application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from yinqiao.areas.applications.queries import content_of, get_case, item_of
from yinqiao.areas.pension_relation import errors
from yinqiao.areas.pension_relation.rules import paying_place, read_stays
from yinqiao.areas.pension_relation.types import PERIODS_ITEM, TRANSFER_ITEM, Paying, Stay
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook

_WOMAN = 2


@dataclass(frozen=True, slots=True)
class CaseRelation:
    """A case with its periods; `paying` for a transfer alone. `retired_on` is what the register says."""

    case: Any
    item: Any
    answers: Mapping[str, str]
    stays: tuple[Stay, ...]
    paying: Paying | None
    retired_on: date | None


def article(today: date) -> str:
    """Where it is written that nothing is transferred any more. It holds no personal data."""
    told = rulebook().get("pension_relation.need", region=settings.REGION, day=today).parameters
    return str(told["article"])


def stays_in(answers: Mapping[str, str], today: date) -> list[Stay]:
    """The periods that were filled in; Invalid `pension_relation.stays_unclear`. Asks nothing of anybody's scope."""
    stays, wrong = read_stays(answers.get("stays", ""), today)
    if wrong:
        raise errors.stays_unclear(wrong)
    return stays


def relation_of(*, scope: Scope, case_id: UUID) -> CaseRelation:
    """One case of the two items; NotFound for another item, and out of scope."""
    row = get_case(scope=scope, case_id=case_id)
    if row.code not in (TRANSFER_ITEM, PERIODS_ITEM):
        raise NotFound
    answers = content_of(row)["answers"]
    stays, _ = read_stays(answers.get("stays", ""), row.applied_on)
    paying = None
    if row.code == TRANSFER_ITEM:
        rule = rulebook().get("pension_relation.paying_place", region=settings.REGION, day=row.applied_on)
        person = row.retiree
        paying = paying_place(stays, answers["household_place"], person.born_on, person.sex == _WOMAN, rule.parameters)
    return CaseRelation(row, item_of(row.item), answers, tuple(stays), paying, row.retiree.retired_on)
