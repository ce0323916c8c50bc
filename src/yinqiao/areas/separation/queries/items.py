"""The work list: every person and every archive that are apart, with the cause."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet

from yinqiao.areas.separation.models import Item, Match
from yinqiao.areas.separation.types import Cause, MatchState
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def list_items(*, scope: Scope, today: date) -> QuerySet[Item]:
    """What hangs within the scope, by place, of one place what hangs longest first.

    A register that says in general words that an archive lies with its enterprise contradicts no catalogue: the words
    are the rule `separation.at_enterprise` of the day.
    """
    rule = rulebook().get("separation.at_enterprise", region=settings.REGION, day=today)
    at_enterprise = reduce(or_, (Q(told__contains=word) for word in rule.parameters["words"]))
    found = Item.objects.filter(scope.predicate()).exclude(Q(cause=Cause.TOLD_ELSEWHERE) & at_enterprise)
    return found.select_related("enterprise").order_by("place_no", "since", "id")


def keep_matched(found: QuerySet[Item], *, is_matched: bool) -> QuerySet[Item]:
    """Of these rows those with a probable pair that waits, or those without.

    Pairs are few: looking for their two sides spares asking each of a city's rows for its pair.
    """
    if not is_matched:
        return found.filter(match_id__isnull=True)
    waiting = Match.objects.filter(state=MatchState.OPEN)
    one_side = Q(retiree_id__in=waiting.values("retiree_id")) | Q(archive_id__in=waiting.values("archive_id"))
    return found.filter(one_side, match_id__isnull=False)
