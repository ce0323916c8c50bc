"""Certification in the demo city: a round of visits, reminders, a visit to come, somebody suspended, a file that went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.certification.queries import list_people
from yinqiao.areas.certification.services import (
    certify_people,
    make_delivery,
    note_receipt,
    plan_visit,
    record_suspensions,
    remind_people,
)
from yinqiao.areas.certification.types import Certification, Method, PayChange, State, Where
from yinqiao.platform.access import Actor, acting

MANDATE = "长社险委〔2026〕3号"
_REMINDED = 2
LOADER = Actor.system("载入演示数据")


@dataclass(frozen=True, slots=True)
class Certifiers:
    """Who sends results, who visits."""

    city: Actor
    community: Actor


def load_certification(who: Certifiers, at: datetime) -> None:
    """Visit, remind, plan, send, by the acts of those who would do so; of the overdue, human resources suspend one."""
    community, today = who.community, timezone.localdate(at)
    soon = _people(community, today, case="soon")
    # The last are not due for long: the first stay for the officer to do.
    visited, rest = soon[-1:], soon[:-1]
    if visited:
        done = Certification(Method.HOME, today, Where.HOME, MANDATE)
        certify_people(actor=community, at=at, ids=visited, done=done)
        made = make_delivery(actor=who.city, at=at)
        note_receipt(actor=who.city, at=at, delivery_id=made, receipt_no=f"RS-{today:%Y%m%d}-01", receipt_on=today)
    if rest:
        remind_people(actor=community, at=at, ids=rest[-_REMINDED:])
        plan_visit(actor=community, at=at, retiree_id=rest[-1], visit_on=today + timedelta(days=3))
    overdue = _people(community, today, state=State.OVERDUE.value)
    if len(overdue) > 1:
        row = PayChange(overdue[0], today.replace(day=1), f"RS-ZT-{today:%Y%m}")
        record_suspensions(actor=LOADER, at=at, rows=[row])


def _people(community: Actor, today: date, **narrowed: str) -> list[UUID]:
    with acting(community):
        found = list_people(scope=community.scope, today=today, **narrowed)
        return list(found.values_list("pk", flat=True))
