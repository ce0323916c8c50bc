"""What came for use and what it was used for, within a scope; the sums of a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Sum, When

from yinqiao.areas.dues_use.models import Use
from yinqiao.areas.dues_use.types import Purpose, YearUse
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def list_uses(*, scope: Scope) -> QuerySet[Use]:
    """All of the scope, the newest first; nothing for enterprises and overseers."""
    return Use.objects.filter(_here(scope)).order_by("-used_on", "-id")


def get_use(*, scope: Scope, use_id: UUID) -> Use:
    """One; NotFound when absent or of another place."""
    row = list_uses(scope=scope).filter(pk=use_id).first()
    if row is None:
        raise NotFound
    return row


def left_of(*, scope: Scope) -> int:
    """Fen that may be used: received less spent, of all years; what was reversed does not count."""
    signed = Case(When(purpose=Purpose.RECEIVED.value, then=F("fen")), default=-F("fen"))
    return int(list_uses(scope=scope).filter(is_reversed=False).order_by().aggregate(left=Sum(signed))["left"] or 0)


def sum_year(*, scope: Scope, year: int) -> YearUse:
    """What a year is published with."""
    found = list_uses(scope=scope).filter(
        is_reversed=False, used_on__gte=date(year, 1, 1), used_on__lt=date(year + 1, 1, 1)
    )
    sums = dict(found.order_by().values_list("purpose").annotate(Sum("fen")))
    spent = {one: int(sums.get(one.value, 0)) for one in Purpose if one.is_spent}
    return YearUse(int(sums.get(Purpose.RECEIVED.value, 0)), spent, left_of(scope=scope))


def _here(scope: Scope) -> Q:
    if scope.is_oversight or scope.is_enterprise:
        return Q(pk__in=())
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
