"""Reads of 部门报送: what the officer's own source told. Nobody of the register is read, and no other source."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from yinqiao.areas.departments import errors
from yinqiao.areas.departments.rules import MEND_WITHIN, what_follows
from yinqiao.areas.intake.queries import find_types, get_source, list_messages
from yinqiao.areas.intake.types import ContradictionState, InwardType, MessageState
from yinqiao.platform.access import Scope
from yinqiao.platform.rulebook import rulebook

_REFUSED = MessageState.REFUSED.value
_ASKED = Q(contradiction__state=ContradictionState.ASKED.value)


def get_own_source(*, scope: Scope, today: date) -> Any:
    """The source that the officer speaks for; Refused `departments.no_source` for who speaks for none."""
    if scope.office is None:
        raise errors.no_source()
    return get_source(scope=scope, source_id=scope.office, today=today)


def list_told(*, scope: Scope) -> QuerySet[Any]:
    """What the own source told by programme, file, letter and hand, the newest first, without what it says."""
    found = list_messages(scope=scope)
    return found if scope.office is not None else found.none()


def list_to_mend(*, scope: Scope, today: date) -> QuerySet[Any]:
    """What was refused of late and has not come again, put right, under the same number."""
    told = list_told(scope=scope)
    since = timezone.make_aware(datetime.combine(today - MEND_WITHIN, time.min))
    came = told.exclude(state=_REFUSED).order_by().values("event_id")
    return told.filter(state=_REFUSED, received_at__gte=since).exclude(event_id__in=came)


def list_asked(*, scope: Scope) -> QuerySet[Any]:
    """The own claims about which this office was asked and which are not decided yet, explained or not."""
    return list_told(scope=scope).filter(_ASKED)


def list_questioned(*, scope: Scope) -> QuerySet[Any]:
    """The own claims about which the community asked this office to look again, and which still wait for a word."""
    return list_asked(scope=scope).exclude(pk__in=_explained(scope))


def list_explained(*, scope: Scope) -> QuerySet[Any]:
    """The own claims that this office has explained since it was last asked, and that are not decided yet."""
    return list_asked(scope=scope).filter(pk__in=_explained(scope))


def _explained(scope: Scope) -> QuerySet[Any, Any]:
    since = Q(contradiction__explanations__written_at__gte=F("contradiction__asked_at"))
    # Who was asked by an earlier build has the day alone.
    early = Q(contradiction__asked_at__isnull=True, contradiction__explanations__isnull=False)
    return list_asked(scope=scope).filter(since | early).order_by().values("pk")


def list_types(*, scope: Scope, today: date) -> list[InwardType]:
    """What may be written by hand: the types that were registered for the own source; taking back has its own page."""
    allowed = get_own_source(scope=scope, today=today).types
    return [one for one in find_types(scope=scope) if one.code in allowed and not one.is_withdrawal]


def warning_of(kind: str, today: date) -> str:
    """What follows from a message of this type, to be read before it is sent by hand; empty where nobody is asked."""
    rule = rulebook().get("departments.asks_first", region=settings.REGION, day=today)
    return what_follows(rule.parameters, kind)
