"""Whom a letter could ask about: a proposal for each purpose, or anybody of the scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yinqiao.areas.certification.queries import list_people as list_to_certify
from yinqiao.areas.intake.queries import list_disputes
from yinqiao.areas.intake.types import Reason
from yinqiao.areas.letters.models import Asked
from yinqiao.areas.letters.types import Purpose
from yinqiao.areas.lost_contact.queries import list_lost
from yinqiao.areas.party.queries import relations_away
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Scope

# Deaths of so many days are worth asking the crematories about.
_LATELY = timedelta(days=365)
Propose = Callable[[Scope, date], Any]


def list_candidates(*, scope: Scope, purpose: Purpose, today: date, everybody: bool = False) -> QuerySet[Any]:
    """People of the scope about whom the purpose asks, those left out about whom it asks already; by place and name.

    Proposed are those for whom our own lists show why; with `everybody` all who are not merged into another entry.
    """
    people = people_within(scope=scope).filter(merged_into__isnull=True)
    if not scope.sees_content:
        return people.none()
    if not everybody:
        people = people.filter(pk__in=_PROPOSED[purpose.code](scope, today))
    asked = Asked.objects.filter(retiree_id=OuterRef("pk"), purpose=purpose.code, is_open=True)
    return people.filter(~Exists(asked)).order_by("place_no", "name", "pk")


def _overdue(scope: Scope, today: date) -> Any:
    return list_to_certify(scope=scope, today=today, state="overdue").order_by().values("retiree_id")


def _lost(scope: Scope, today: date) -> Any:
    return list_lost(scope=scope).values("retiree_id")


def _suspected(scope: Scope, today: date) -> Any:
    return list_disputes(scope=scope).filter(kind=Reason.WEAK_DEATH.value).order_by().values("retiree_id")


def _died_lately(scope: Scope, today: date) -> Any:
    dead = people_within(scope=scope).filter(status=RetireeStatus.DECEASED, died_on__gte=today - _LATELY)
    return [*dead.values_list("pk", flat=True), *_suspected(scope, today).values_list("retiree_id", flat=True)]


def _moved(scope: Scope, today: date) -> Any:
    return list_disputes(scope=scope).filter(attribute="address").order_by().values("retiree_id")


def _members(scope: Scope, today: date) -> Any:
    return relations_away().values("retiree_id")


def _nobody(scope: Scope, today: date) -> Any:
    return []


_PROPOSED: dict[str, Propose] = {
    "certification": _overdue, "lost_medical": _lost, "lost_certification": _lost, "lost_police": _lost,
    "death_check": _suspected, "cremation": _died_lately, "residence": _moved, "party": _members, "hardship": _nobody,
}  # fmt: skip
