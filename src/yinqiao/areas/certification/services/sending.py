"""Results certified here go to human resources as a numbered file; their receipt is noted when it comes. Paper is enough."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from psycopg import sql

from yinqiao.areas.certification import errors, events
from yinqiao.areas.certification.models import Delivery
from yinqiao.areas.certification.queries import get_delivery
from yinqiao.areas.certification.queries.deliveries import UNSENT
from yinqiao.areas.certification.rules import SENDERS
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('certification_delivery'))"
_TAKE = sql.SQL("""
INSERT INTO certification_deliveredrecord (record_id, delivery_id, retiree_id)
SELECT x.id, %(delivery)s, x.retiree_id FROM certification_record x JOIN retirees_retiree r ON r.id = x.retiree_id WHERE {}
""").format(UNSENT)


def make_delivery(*, actor: Actor, at: datetime) -> UUID:
    """Put what was certified here and not sent yet into a numbered file; returns it.

    What was taken back before it was sent never goes; what was taken back since goes as a correction. Conflict
    `certification.nothing_to_send` without anything new.
    """
    with perform(actor=actor, action="certification.make_delivery", at=at) as act, connection.cursor() as cursor:
        _refuse(actor)
        cursor.execute(_LOCK)
        scope, year = actor.scope, act.stamp.occurred_on.year
        last = Delivery.objects.filter(place_no=scope.place_from, year=year).order_by("-serial").first()
        made = Delivery.objects.create(
            place_no=scope.place_from, year=year, serial=last.serial + 1 if last else 1, people=0, made_at=at,
            made_name=actor.name,
        )  # fmt: skip
        cursor.execute(_TAKE, {"delivery": made.pk, "low": scope.place_from, "high": scope.place_to})
        if not cursor.rowcount:
            raise errors.nothing_to_send()
        made.people = cursor.rowcount
        made.save(update_fields=["people"])
        _tell(act, made, events.SENT)
    return made.pk


def note_receipt(*, actor: Actor, at: datetime, delivery_id: UUID, receipt_no: str, receipt_on: date) -> None:
    """Note the receipt of human resources: its number and day. Conflict when there is one already."""
    with perform(actor=actor, action="certification.note_receipt", at=at) as act:
        _refuse(actor)
        get_delivery(scope=actor.scope, delivery_id=delivery_id)
        if not receipt_no.strip():
            raise errors.receipt_missing()
        found = Delivery.objects.select_for_update().get(pk=delivery_id)
        if found.receipt_no:
            raise errors.receipt_there()
        if not timezone.localdate(found.made_at) <= receipt_on <= act.stamp.occurred_on:
            raise errors.day_not_possible("receipt_on", "回执日期须在报送之后、今天之前，没有保存。")
        found.receipt_no, found.receipt_on, found.receipt_name = receipt_no.strip(), receipt_on, actor.name
        found.save(update_fields=["receipt_no", "receipt_on", "receipt_name"])
        _tell(act, found, events.RECEIPT_NOTED)


def _refuse(actor: Actor) -> None:
    if actor.role not in SENDERS:
        raise errors.may_not_send()


def _tell(act: Act, row: Delivery, kind: EventType) -> None:
    act.about("certification_delivery", row.pk, people=row.people)
    act.note(number=row.number, records=row.people)
    act.emit(kind, [Subject(None, place_no=row.place_no, subject_id=row.pk, data={"number": row.number})])
