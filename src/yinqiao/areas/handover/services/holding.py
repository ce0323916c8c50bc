"""People whom the old system's communities hold already: held here too, since then, without an offer, a period or a notice."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import NEXT_ID, WITH_IDS

# Accepted on the day on which the community took the person then; nothing falls due, and no event is told.
_HOLD = sql.SQL("""
INSERT INTO handover_offer (id, retiree_id, name, born_on, enterprise_id, place_no, route_how, state, offered_on, due_on,
    risen_to, decided_at, return_reason, return_note, answer_note, contacted_on, contacted_with, contact_card_no)
{ids} SELECT {id}, p.retiree_id, p.name, p.born_on, p.enterprise_id, p.place_no, p.route_how, 'accepted', p.since, p.since,
    0, p.since::timestamp AT TIME ZONE 'Asia/Shanghai', '', '', '', p.contacted_on,
    CASE WHEN p.contacted_on IS NULL THEN '' ELSE 'self' END, ''
FROM ({people}) AS p
""")
# Whoever moved, died, was corrected, met or asked for since stands in a version, an offer, a note, a request or a contact.
_LATER = """
WITH people AS MATERIALIZED (SELECT unnest(%(ids)s::uuid[]) AS id)
SELECT count(DISTINCT who) FROM (
    SELECT o.retiree_id AS who FROM handover_offer o JOIN people p ON p.id = o.retiree_id
    WHERE o.batch_id IS NOT NULL OR o.state <> 'accepted' OR o.contact_card_no <> '' OR o.decided_by IS NOT NULL
    UNION ALL
    SELECT v.pgh_obj_id FROM retirees_retireeversion v JOIN people p ON p.id = v.pgh_obj_id WHERE v.act_id IS DISTINCT FROM %(act)s
    UNION ALL
    SELECT n.retiree_id FROM retirees_note n JOIN people p ON p.id = n.retiree_id
    UNION ALL
    SELECT d.retiree_id FROM retirees_datarequest d JOIN people p ON p.id = d.retiree_id
    UNION ALL
    SELECT c.retiree_id FROM retirees_contactperson c JOIN people p ON p.id = c.retiree_id
    UNION ALL
    SELECT r.merged_into_id FROM retirees_retiree r JOIN people p ON p.id = r.merged_into_id
) AS later
"""


def hold_people(*, act: Act, people: sql.Composable) -> int:
    """Registered people stand as accepted by their places since then; returns how many.

    `people` is a SELECT of `retiree_id, name, born_on, enterprise_id, place_no, route_how, since, contacted_on`. Inside the
    act of the signed opening load, the one other way into a place's hands than its own acceptance.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD.format(people=people, ids=WITH_IDS, id=NEXT_ID))
        held = cursor.rowcount
    act.note(held=held)
    return held


def let_go_of_held(*, act: Act, ids: list[UUID], since_act: UUID) -> int:
    """Take back what `hold_people` did for these people in the act `since_act`, unless anybody has worked on them since.

    Returns on how many something rests; then nothing is taken back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM retirees_retiree WHERE id = ANY (%s::uuid[]) ORDER BY id FOR UPDATE", [ids])
        cursor.execute(_LATER, {"ids": ids, "act": since_act})
        later = int(cursor.fetchone()[0])
        if not later:
            cursor.execute("DELETE FROM handover_offer WHERE retiree_id = ANY (%s::uuid[])", [ids])
            act.note(let_go=cursor.rowcount)
    return later
