"""Files of results for human resources: which there are, what one holds, how much waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from yinqiao.areas.certification.models import DeliveredRecord, Delivery
from yinqiao.areas.certification.types import Entry, Mistake
from yinqiao.areas.retirees.queries import facts_of, list_rows
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import Value

# Certified here or by the own hand in the city's app, not sent, not taken back; or taken back after it was sent. What another entry brought was sent by it.
UNSENT = sql.SQL("""r.place_no >= %(low)s AND r.place_no < %(high)s AND x.origin IN ('community', 'city_app') AND x.taken_from_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM certification_deliveredrecord d WHERE d.record_id = x.id)
  AND CASE x.entry
    WHEN 'result' THEN NOT EXISTS (SELECT 1 FROM certification_record v WHERE v.undoes_id = x.id)
    WHEN 'void' THEN EXISTS (SELECT 1 FROM certification_deliveredrecord d WHERE d.record_id = x.undoes_id)
    ELSE false END""")
_COUNT = sql.SQL(
    "SELECT count(*) FROM certification_record x JOIN retirees_retiree r ON r.id = x.retiree_id WHERE {}"
).format(UNSENT)


def count_unsent(*, scope: Scope) -> int:
    """How many results and corrections wait to be sent."""
    if not scope.sees_content:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"low": scope.place_from, "high": scope.place_to})
        return int(cursor.fetchone()[0])


def list_deliveries(*, scope: Scope) -> QuerySet[Delivery]:
    """The files that were made within the scope, newest first."""
    found = Delivery.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    return found.order_by("-made_at") if scope.sees_content else found.none()


def get_delivery(*, scope: Scope, delivery_id: UUID) -> Delivery:
    """One file; NotFound when absent or out of scope."""
    found = list_deliveries(scope=scope).filter(pk=delivery_id).first()
    if found is None:
        raise NotFound
    return found


def delivery_rows(*, scope: Scope, delivery_id: UUID) -> Iterator[Sequence[Value]]:
    """What the file says, row by row, with the numbers that human resources need; the caller notes why it is read."""
    get_delivery(scope=scope, delivery_id=delivery_id)
    rows = DeliveredRecord.objects.filter(delivery_id=delivery_id).select_related("record").order_by("record_id")
    told = list(rows)
    people = {row.pk: row for row in list_rows(scope=scope, ids={one.retiree_id for one in told})}
    numbers = dict(zip(people, (one.get("id_no", "") for one in facts_of(list(people.values()))), strict=True))
    mistakes = dict(Mistake.choices())
    for one in told:
        record, person = one.record, people.get(one.retiree_id)
        is_void = record.entry == Entry.VOID
        yield (
            "更正：撤销此前报送" if is_void else "认证",
            person.name if person else "（已不在本辖区）",
            numbers.get(one.retiree_id, ""),
            record.day,
            record.get_method_display(),
            record.get_where_display(),
            record.mandate_no,
            record.reference,
            f"{record.author_unit} {record.author_name}".strip(),
            mistakes.get(record.mistake, ""),
        )
