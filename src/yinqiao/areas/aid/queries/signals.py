"""What the room itself knows that may mean need; rooms above tell theirs (`types.tell_signals`)."""

from __future__ import annotations

# That somebody is to be visited for reasons of health, never why; a household looked into before that has lost one of its
# members, whoever looks after that entry; what was found on a visit at the door.
OWN = """
SELECT v.retiree_id, 'illness' AS code, v.opened_on AS told_on FROM aid_visitdue v
WHERE v.reason = 'health' AND v.state <> 'withdrawn'
UNION ALL
SELECT m.retiree_id, 'family_death', d.died_on FROM aid_reliefmember m
JOIN retirees_retiree d ON d.id_no_index = m.id_no_index AND d.id <> m.retiree_id
WHERE d.died_on IS NOT NULL
UNION ALL
SELECT d.retiree_id, 'need', d.day FROM duties_delivery d WHERE d.undone_at IS NULL AND d.needs @> ARRAY['money']::varchar[]
"""
