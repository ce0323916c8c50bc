"""The statements that compare a table of the old system with the register: one for each kind of difference."""

from __future__ import annotations

from typing import Final

DAILY: Final = "opening_daily"
DAILY_COLUMNS: Final = {
    "old_no": "text", "id_no_index": "bytea", "name": "text", "to_place": "int", "is_placed": "boolean",
    "is_alive": "boolean", "archive_no": "text", "phone_index": "bigint",
}  # fmt: skip
FOUND: Final = """
DROP TABLE IF EXISTS pg_temp.opening_both; CREATE TEMP TABLE opening_both ON COMMIT DROP AS
SELECT d.*, r.id AS retiree_id, r.name AS our_name, r.place_no AS our_place, r.status, r.archive_no AS our_archive,
    r.phone_index AS our_phone, CASE WHEN r.lock_version > 1 THEN 'changed_here' ELSE 'changed_there' END AS cause
FROM pg_temp.opening_daily d JOIN retirees_retiree r ON r.id_no_index = d.id_no_index AND r.merged_into_id IS NULL;
ANALYZE pg_temp.opening_both;
DROP TABLE IF EXISTS pg_temp.opening_found; CREATE TEMP TABLE opening_found (kind text, field text, who text, old_no text,
    name text, retiree_id uuid, owner_place int, old_to_place int, cause text) ON COMMIT DROP
"""
# In the old system and not here; what was explained when it was not loaded is explained.
NOT_HERE: Final = """
INSERT INTO pg_temp.opening_found
SELECT 'not_here', '', d.old_no, d.old_no, d.name, NULL, coalesce(d.to_place, %(city)s), d.to_place,
    CASE WHEN k.states IS NULL THEN 'new_there' ELSE 'held_back' END
FROM pg_temp.opening_daily d LEFT JOIN (
    SELECT o.old_no, array_agg(DISTINCT o.state) AS states FROM opening_oldrow o JOIN opening_run e ON e.id = o.run_id
    WHERE e.state = 'loaded' AND o.state IN ('held', 'explained') GROUP BY o.old_no) AS k ON k.old_no = d.old_no
WHERE d.is_alive AND d.old_no <> '' AND NOT coalesce('explained' = ANY (k.states), false)
  AND NOT EXISTS (SELECT 1 FROM pg_temp.opening_both b WHERE b.old_no = d.old_no)
"""
# Here and not in the old system.
NOT_THERE: Final = """
INSERT INTO pg_temp.opening_found
SELECT 'not_there', '', coalesce(n.number, r.id::text), coalesce(n.number, ''), r.name, r.id, r.place_no, NULL,
    CASE WHEN n.number IS NULL THEN 'new_here' ELSE 'gone_there' END
FROM retirees_retiree r LEFT JOIN (
    SELECT retiree_id, min(number) AS number FROM opening_oldnumber GROUP BY retiree_id) AS n ON n.retiree_id = r.id
WHERE r.merged_into_id IS NULL AND r.status = 'managed' AND r.place_no >= %(low)s AND r.place_no < %(high)s
  AND NOT EXISTS (SELECT 1 FROM pg_temp.opening_both b WHERE b.retiree_id = r.id)
"""
PLACES: Final = """
INSERT INTO pg_temp.opening_found
SELECT 'place', '', old_no, old_no, our_name, retiree_id, our_place, to_place, cause FROM pg_temp.opening_both
WHERE is_alive AND is_placed AND status = 'managed' AND to_place <> our_place AND old_no <> ''
"""
FIELDS: Final = """
INSERT INTO pg_temp.opening_found
SELECT 'field', f.field, b.old_no, b.old_no, b.our_name, b.retiree_id, b.our_place, NULL, b.cause
FROM pg_temp.opening_both b CROSS JOIN LATERAL (VALUES
    ('name', b.name <> b.our_name), ('phone', b.phone_index <> b.our_phone),
    ('archive_no', b.archive_no <> b.our_archive), ('status', b.is_alive <> (b.status <> 'deceased'))) AS f(field, differs)
WHERE f.differs AND b.old_no <> '' AND (b.is_alive OR f.field = 'status')
"""
# What was found stands since it was first found; what was settled and comes again is new.
KEEP: Final = """
INSERT INTO opening_difference AS d (period_id, place_no, kind, field, who, old_no, name, retiree_id, owner_place,
    old_to_place, cause, state, first_seen_on, last_seen_on, verdict, words, explained_name)
SELECT DISTINCT ON (kind, field, who) %(period)s, %(city)s, kind, field, who, old_no, left(name, 60), retiree_id, owner_place,
    old_to_place, cause, 'open', %(today)s, %(today)s, '', '', '' FROM pg_temp.opening_found
ON CONFLICT (period_id, kind, field, who) DO UPDATE SET last_seen_on = excluded.last_seen_on, name = excluded.name,
    retiree_id = excluded.retiree_id, owner_place = excluded.owner_place, old_to_place = excluded.old_to_place,
    cause = excluded.cause,
    first_seen_on = CASE WHEN d.state = 'settled' THEN excluded.first_seen_on ELSE d.first_seen_on END,
    state = CASE WHEN d.state = 'settled' THEN 'open' ELSE d.state END
"""
SETTLE: Final = """
UPDATE opening_difference d SET state = 'settled' WHERE d.period_id = %(period)s AND d.state <> 'settled'
  AND NOT EXISTS (SELECT 1 FROM pg_temp.opening_found f WHERE (f.kind, f.field, f.who) = (d.kind, d.field, d.who))
"""
COUNT: Final = """
SELECT count(*) FILTER (WHERE state <> 'settled' AND kind = 'not_here'), count(*) FILTER (WHERE state <> 'settled' AND kind = 'not_there'),
    count(*) FILTER (WHERE state <> 'settled' AND kind = 'place'), count(*) FILTER (WHERE state <> 'settled' AND kind = 'field'),
    count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'explained'),
    count(*) FILTER (WHERE state <> 'settled' AND first_seen_on = %(today)s)
FROM opening_difference WHERE period_id = %(period)s
"""
COUNTED: Final = ("not_here", "not_there", "place", "field", "open", "explained", "new")
