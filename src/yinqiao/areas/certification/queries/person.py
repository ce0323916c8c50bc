"""One person: the clock, the record, what pay is due later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.rules import back_pay
from yinqiao.areas.certification.types import BackPay, Method, State
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.decision import Decision
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.periods import add_months
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def find_clock(*, scope: Scope, retiree_id: UUID) -> Clock | None:
    """The clock of a person, if there is one and its content may be read; NotFound out of scope."""
    find_row(scope, retiree_id)
    return Clock.objects.filter(pk=retiree_id).first() if scope.sees_content else None


def list_records(*, scope: Scope, retiree_id: UUID) -> QuerySet[Record]:
    """What was told and done about a person, newest first, with what took it back; NotFound out of scope."""
    find_row(scope, retiree_id)
    found = Record.objects.filter(retiree_id=retiree_id).select_related("undone_by", "undoes")
    return found.order_by("-day", "-id") if scope.sees_content else found.none()


def get_record(*, scope: Scope, record_id: UUID) -> Record:
    """One row of the record; NotFound when absent or the person out of scope."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = Record.objects.filter(within, pk=record_id).first() if scope.sees_content else None
    if found is None:
        raise NotFound
    return found


def find_pay(*, scope: Scope, retiree_id: UUID, today: date) -> Decision[BackPay] | None:
    """What would be paid later, by the rule, of somebody suspended: certified by now, or if certified today."""
    clock = find_clock(scope=scope, retiree_id=retiree_id)
    if clock is None or clock.state != State.SUSPENDED or clock.suspended_on is None:
        return None
    rule = rulebook().get("certification.back_pay", region=settings.REGION, day=today)
    is_certified = clock.certified_on is not None and clock.certified_on >= clock.suspended_on
    # Pay stops with the month after the due day: told is the first day without pay, so the month before it counts.
    due = add_months(clock.suspended_on, -int(rule.parameters["stops_after_months"]))
    certified = clock.certified_on if is_certified and clock.certified_on else today
    return back_pay(due, certified, rule.parameters, rule.version)


def last_certified(*, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, date]:
    """When each of these people was last certified in person; a comparison of data is no meeting."""
    if not scope.sees_content:
        return {}
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    met = Clock.objects.filter(within, pk__in=list(ids), certified_on__isnull=False).exclude(
        method__in=[Method.COMPARISON.value, Method.TOLD.value]
    )
    return {pk: day for pk, day in met.values_list("pk", "certified_on") if day}
