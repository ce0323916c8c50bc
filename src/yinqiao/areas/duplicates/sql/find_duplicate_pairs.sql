-- Pairs of living entries that share enough to be looked at: blocks of equal facts, each an index or hash join.
-- The score is computed afterwards; a pair that a person has judged is not asked again. Parameter: the most pairs.
WITH people AS MATERIALIZED (
  SELECT r.id, r.name, left(r.name, 1) AS family, r.sex, r.born_on, r.enterprise_id, r.phone_index
  FROM retirees_retiree r
  WHERE r.merged_into_id IS NULL AND {within_people}
), pairs AS (
  SELECT a.id AS first_id, b.id AS second_id
  FROM people a JOIN people b ON b.name = a.name AND b.born_on = a.born_on AND a.id < b.id
  UNION
  SELECT a.id, b.id
  FROM people a JOIN people b ON b.phone_index = a.phone_index AND (b.name = a.name OR b.born_on = a.born_on) AND a.id < b.id
  UNION
  SELECT a.id, b.id
  FROM people a JOIN people b ON b.born_on = a.born_on AND b.enterprise_id = a.enterprise_id AND b.sex = a.sex
   AND (b.family = a.family OR right(b.name, 1) = right(a.name, 1)) AND a.id < b.id
  UNION
  SELECT a.id, b.id
  FROM people a JOIN people b ON b.name = a.name AND b.enterprise_id = a.enterprise_id AND a.id < b.id
   AND extract(year FROM b.born_on) = extract(year FROM a.born_on)
)
SELECT p.first_id, p.second_id FROM pairs p
WHERE NOT EXISTS (
  SELECT 1 FROM retirees_duplicatecase d WHERE d.first_id = p.first_id AND d.second_id = p.second_id AND d.state <> 'open')
LIMIT %s
