"""What was delivered of what was due, by community and service: never by officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, F, Q

from yinqiao.areas.duties.queries.duties import within
from yinqiao.areas.duties.types import DutyState, Service, member_words
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.platform.access.types import Scope

_DONE = Q(state__in=[DutyState.DONE, DutyState.DECLINED])


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one service in one place: how often it fell due, was done in time or late, is late still, was not done."""

    place_no: int
    name: str
    service: str
    due: int
    in_time: int
    late: int
    waiting: int
    missed: int

    @property
    def words(self) -> str:
        """服务完成率: done of due, two decimals; empty where nothing fell due."""
        if not self.due:
            return ""
        rate = Decimal(100 * (self.in_time + self.late)) / self.due
        return f"{rate.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def measure(*, scope: Scope, first: date, last: date) -> list[Measured]:
    """Each community or desk of the scope and each service that fell due there between two days (inclusive)."""
    found = within(scope).filter(due_on__gte=first, due_on__lte=last).exclude(state=DutyState.DROPPED)
    rows: Any = found.order_by().values("service", place_no=F("retiree__place_no")).annotate(
        due=Count("pk"), in_time=Count("pk", filter=_DONE & Q(closed_on__lte=F("due_on"))),
        late=Count("pk", filter=_DONE & Q(closed_on__gt=F("due_on"))), waiting=Count("pk", filter=Q(state=DutyState.OPEN)),
        missed=Count("pk", filter=Q(state=DutyState.MISSED)),
    )  # fmt: skip
    known = places().by_no
    told = [
        Measured(name=near_label(row["place_no"], scope), **{**row, "service": member_words(Service, row["service"])})
        for row in rows if row["place_no"] in known
    ]  # fmt: skip
    return sorted(told, key=lambda one: (one.place_no, one.service))
