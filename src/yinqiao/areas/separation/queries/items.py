"""The work list: every person and every archive that are apart, with the cause."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet

from yinqiao.areas.separation.models import Item
from yinqiao.areas.separation.types import Cause
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def list_items(*, scope: Scope, today: date) -> QuerySet[Item]:
    """What hangs within the scope, what hangs longest first.

    A register that says in general words that an archive lies with its enterprise contradicts no catalogue: the words
    are the rule `separation.at_enterprise` of the day.
    """
    rule = rulebook().get("separation.at_enterprise", region=settings.REGION, day=today)
    at_enterprise = reduce(or_, (Q(told__contains=word) for word in rule.parameters["words"]))
    found = Item.objects.filter(scope.predicate()).exclude(Q(cause=Cause.TOLD_ELSEWHERE) & at_enterprise)
    return found.select_related("enterprise").order_by("since", "id")
