"""What an act on one person asks before it writes, and how the person stands in an event."""

from __future__ import annotations

from datetime import date

from yinqiao.areas.retirees import errors
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.rules import check_past_day
from yinqiao.areas.retirees.types import ActRule, RetireeStatus
from yinqiao.platform.acts import Subject


def require_may(rule: ActRule, *, role: str, status: RetireeStatus) -> None:
    """Refused unless role and state allow the act."""
    decision = rule.allows(role=role, status=status)
    if decision.reason == "retirees.role_may_not":
        raise errors.role_may_not(rule.label)
    if decision.reason == "retirees.status_forbids":
        raise errors.status_forbids(rule.label, status.label)


def require_past(day: date, row: Retiree, today: date, field: str) -> None:
    """Invalid unless the day lies between the person's birth and today."""
    decision = check_past_day(day=day, born_on=row.born_on, today=today)
    if not decision.value:
        raise errors.impossible_day(decision.reason, field)


def subject(row: Retiree, **data: object) -> Subject:
    """The person as subject of an event."""
    return Subject(row.pk, enterprise_id=row.enterprise_id, place_no=row.place_no, data=data)
