"""Payments and for whom each waits."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from yinqiao.areas.agreements.queries import viewing_side
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.types import PaymentState, Turn
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def list_payments(*, scope: Scope) -> QuerySet[Payment]:
    """The payments and refunds under the scope's agreements, the newest first."""
    found = Payment.objects.filter(scope.predicate()).select_related("agreement", "enterprise", "corrects", "renews")
    return found.order_by("-noted_on", "-id")


def list_payments_of(*, scope: Scope, agreement_id: UUID) -> list[Payment]:
    """The payments of one agreement in the order of their numbers."""
    return list(list_payments(scope=scope).filter(agreement_id=agreement_id).order_by("number"))


def get_payment(*, scope: Scope, payment_id: UUID) -> Payment:
    """One payment; NotFound when absent or out of scope."""
    found = list_payments(scope=scope).filter(pk=payment_id).first()
    if found is None:
        raise NotFound
    return found


def turn_filter(scope: Scope, turn: Turn, today: date) -> Q:
    """The payments that wait for somebody, as this scope looks at them.

    A district or city answers what it received itself; what a place below has left unanswered rises to it some days
    after the last day to answer.
    """
    own = viewing_side(scope)
    to_answer = Q(state=PaymentState.NOTED) & ~Q(noted_by=own)
    is_own_office = Q() if scope.is_enterprise else Q(place_no=scope.place_from)
    return {
        Turn.ANSWER: to_answer & is_own_office,
        Turn.RISEN: _risen(scope, to_answer, today),
        Turn.RETURNED: Q(state=PaymentState.RETURNED, noted_by=own),
        Turn.OTHERS: Q(state=PaymentState.NOTED, noted_by=own) | Q(state=PaymentState.RETURNED, noted_by=own.other),
    }[turn]


def _risen(scope: Scope, to_answer: Q, today: date) -> Q:
    if scope.is_enterprise:
        return Q(pk__isnull=True)
    rule = rulebook().get("funds.days", region=settings.REGION, day=today)
    last = today - timedelta(days=int(rule.parameters["rise_days"]))
    return to_answer & Q(place_no__gt=scope.place_from, answer_by__lt=last)
