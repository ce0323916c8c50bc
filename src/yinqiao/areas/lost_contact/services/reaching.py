"""Keeps the last day of contact with a person: the newest of what notes, first contacts, receipts and attempts tell."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from yinqiao.platform.acts import Act

# Who they are is asked once, and each table is looked up person by person: its cost does not grow with the register.
_TOLD = """
WITH people AS MATERIALIZED ({people})
SELECT retiree_id, max(day) AS last_on FROM (
    SELECT retiree_id, occurred_on AS day FROM retirees_note
    WHERE kind IN ('visit', 'call') AND retiree_id = ANY (ARRAY(SELECT retiree_id FROM people))
    UNION ALL SELECT retiree_id, contacted_on FROM handover_offer
    WHERE contacted_on IS NOT NULL AND retiree_id = ANY (ARRAY(SELECT retiree_id FROM people))
    UNION ALL SELECT retiree_id, reported_on FROM party_member
    WHERE reported_on IS NOT NULL AND retiree_id = ANY (ARRAY(SELECT retiree_id FROM people))
    UNION ALL SELECT retiree_id, occurred_on FROM lost_contact_contactattempt
    WHERE outcome = 'reached' AND voided_at IS NULL AND retiree_id = ANY (ARRAY(SELECT retiree_id FROM people))
    UNION ALL SELECT retiree_id, closed_on FROM lost_contact_lostcase
    WHERE state = 'found' AND retiree_id = ANY (ARRAY(SELECT retiree_id FROM people))
) AS told GROUP BY retiree_id
"""
_OF_ACT = "SELECT DISTINCT e.retiree_id FROM events_event e WHERE e.act_id = %(act)s AND e.retiree_id IS NOT NULL"
_KEEP = (
    "INSERT INTO lost_contact_reached (retiree_id, last_on) {told} ON CONFLICT (retiree_id) DO UPDATE"
    " SET last_on = greatest(lost_contact_reached.last_on, excluded.last_on)"
)


def note_contacts(*, act: Act) -> None:
    """The people of the act were reached: one statement for as many as there are."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP.format(told=_TOLD.format(people=_OF_ACT)), {"act": act.id})


def recount(*, retiree_id: UUID) -> None:
    """Make the day of one person anew, after something that told it was taken back."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM lost_contact_reached WHERE retiree_id = %(one)s", {"one": retiree_id})
        cursor.execute(
            _KEEP.format(told=_TOLD.format(people="SELECT %(one)s::uuid AS retiree_id")), {"one": retiree_id}
        )
