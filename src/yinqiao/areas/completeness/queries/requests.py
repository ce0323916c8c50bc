"""Questions to enterprises: as both sides see them, and what was answered, for who takes it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.completeness.models import Request
from yinqiao.areas.completeness.types import RequestState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal_many

_HERE = Q(retiree__status__in=["offered", "managed"], retiree__merged_into__isnull=True)


def list_requests(*, scope: Scope, states: Sequence[RequestState] = ()) -> QuerySet[Request]:
    """Questions within the scope, the soonest due first; those about people who are still in care. None for overseers."""
    within = scope.predicate(place="retiree__place_no", enterprise="enterprise_id")
    found = Request.objects.filter(within, _HERE)
    if states:
        found = found.filter(state__in=states)
    if scope.is_oversight:
        return found.none()
    return found.defer("answer").select_related("retiree", "enterprise").order_by("due_on", "id")


def list_person_requests(*, scope: Scope, retiree_id: UUID) -> list[Request]:
    """Every question about one person with its sealed answer, the newest first; none for overseers."""
    within = scope.predicate(place="retiree__place_no", enterprise="enterprise_id")
    found = Request.objects.filter(within, retiree_id=retiree_id).select_related("enterprise")
    return [] if scope.is_oversight else list(found.order_by("-asked_on", "id"))


def count_requests(*, scope: Scope, states: Sequence[RequestState]) -> int:
    """How many questions the list shows under these states."""
    return list_requests(scope=scope, states=states).order_by().count()


def get_request(*, scope: Scope, request_id: UUID) -> Request:
    """One question; NotFound when absent or out of scope."""
    found = list_requests(scope=scope).filter(pk=request_id).first()
    if found is None:
        raise NotFound
    return found


def read_answers(rows: Sequence[Any]) -> Mapping[UUID, str]:
    """Question → what the enterprise answered, in full: only for the page on which a person takes it over."""
    texts = reveal_many(list(rows), "answer")
    return {row.pk: text for row, text in zip(rows, texts, strict=True) if text}
