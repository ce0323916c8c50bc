"""Takes over people whom places held or were offered before this platform came: the register of an old system."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.handover import events
from yinqiao.areas.handover.rules import answer_due, first_contact_due
from yinqiao.areas.handover.types import OfferState
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import copy_frame
from yinqiao.platform.rulebook import rulebook

_TAKEN_OVER = "handover_taken_over"
_COLUMNS = {
    "retiree_id": "uuid",
    "name": "text",
    "born_on": "date",
    "enterprise_id": "int",
    "place_no": "int",
    "route_how": "text",
    "contacted_on": "date",
    "batch_id": "uuid",
    "row_no": "int",
}
_INSERT = """
INSERT INTO handover_offer (retiree_id, name, born_on, batch_id, enterprise_id, place_no, route_how, state, offered_on, due_on,
    risen_to, decided_at, return_reason, return_note, answer_note, contact_due_on, contacted_on, contacted_with,
    contact_card_no)
SELECT retiree_id, name, born_on, batch_id, enterprise_id, place_no, route_how, %(state)s, %(offered)s, %(due)s, 0, %(decided)s,
    '', '', '', %(contact_due)s, contacted_on, CASE WHEN contacted_on IS NULL THEN '' ELSE 'self' END,
    CASE WHEN contacted_on IS NULL THEN '' ELSE 'LX' || lpad(place_no::text, 5, '0') || '-' ||
        upper(right(replace(retiree_id::text, '-', ''), 12)) END
FROM pg_temp.handover_taken_over
"""
# Of a roster of old nothing is kept but who stood in it, and where the person went.
_ROWS = """
INSERT INTO handover_rosterrow (batch_id, row_no, enterprise_id, state, change, name, born_on, place_no, route_how,
    retiree_id, former_name)
SELECT batch_id, row_no, enterprise_id, 'ready', 'new', name, born_on, place_no, route_how, retiree_id, NULL
FROM pg_temp.handover_taken_over WHERE batch_id IS NOT NULL
"""
_EVENTS = sql.SQL(
    "SELECT retiree_id, enterprise_id, place_no, jsonb_build_object('how', route_how) AS data FROM pg_temp.{}"
).format(sql.Identifier(_TAKEN_OVER))


def take_over_people(*, act: Act, people: pl.DataFrame, state: OfferState, offered_on: date) -> int:
    """Make offers for registered people who stand as `accepted` or still wait (`offered`).

    `people`: `retiree_id` (16 bytes), `name`, `born_on`, `enterprise_id`, `place_no`, `route_how`, `contacted_on` (null
    where nobody was there yet; only for accepted people). Who stood in a roster of old, itself taken over, has its
    `batch_id` (16 bytes) and `row_no`; both may be left out. Periods run from `offered_on` by the rules of that day.
    Runs inside the caller's act, whose actor must reach everybody; returns how many. ValueError for another state.
    """
    if state not in (OfferState.OFFERED, OfferState.ACCEPTED):
        raise ValueError("people are taken over as offered or accepted")
    is_accepted = state is OfferState.ACCEPTED
    if "batch_id" not in people.columns:
        people = people.with_columns(batch_id=pl.lit(None, pl.Binary), row_no=pl.lit(None, pl.Int32))
    copy_frame(_TAKEN_OVER, _COLUMNS, people)
    answer = rulebook().get("handover.answer_days", region=settings.REGION, day=offered_on)
    contact = rulebook().get("handover.first_contact_days", region=settings.REGION, day=offered_on)
    values: dict[str, Any] = {
        "state": state.value,
        "offered": offered_on,
        "due": answer_due(offered_on, 0, answer.parameters),
        "decided": act.at if is_accepted else None,
        "contact_due": first_contact_due(act.stamp.occurred_on, contact.parameters) if is_accepted else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        cursor.execute(_ROWS)
    return act.emit_select(events.PERSON_ACCEPTED if is_accepted else events.PERSON_OFFERED, _EVENTS)
