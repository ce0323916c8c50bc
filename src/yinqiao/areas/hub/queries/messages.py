"""What went out to other cities and what came from them, within a scope; where we stand in their streams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from yinqiao.areas.hub.models import Incoming, Outgoing, Reader
from yinqiao.areas.hub.types import PROVINCE, PostState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def of_places(scope: Scope) -> Q:
    """Twin of the policy: what belongs to an office of the scope; an enterprise and an overseer see none of it."""
    if not scope.sees_content:
        return Q(pk__in=[])
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def with_state(found: QuerySet[Outgoing]) -> QuerySet[Any]:
    """The messages with how far each has come (`state`)."""
    state = Case(
        When(failure__gt="", then=F("failure")),
        When(receipt__gt="", then=F("receipt")),
        When(seq__isnull=False, then=Value(PostState.POSTED.value)),
        default=Value(PostState.WAITING.value),
        output_field=CharField(),
    )
    return found.annotate(state=state)


def list_sent(*, scope: Scope) -> QuerySet[Any]:
    """The files that went to other cities from offices in scope, the newest first, with their state."""
    return with_state(Outgoing.objects.filter(of_places(scope), ref__isnull=False)).order_by("-id")


def get_sent(*, scope: Scope, paper_id: UUID) -> Any:
    """How a file of ours stands that was sent, the last time counting; NotFound when absent or out of scope."""
    row = list_sent(scope=scope).filter(ref=paper_id).first()
    if row is None:
        raise NotFound
    return row


def list_came(*, scope: Scope) -> QuerySet[Incoming]:
    """What came from other cities for offices in scope, the newest first."""
    return Incoming.objects.filter(of_places(scope)).exclude(line=PROVINCE).order_by("-id")


def list_readers(*, line: str) -> QuerySet[Reader]:
    """Where we stand in the streams of other cities, by city."""
    return Reader.objects.filter(line=line).order_by("city")
