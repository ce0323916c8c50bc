-- People by a blind index (ID number, last four digits, phone). Parameters: the candidate values, people wanted.
-- A number of an entry that gave way leads to whoever is kept.
WITH RECURSIVE led AS (
  SELECT f.id, f.merged_into_id FROM retirees_retiree f WHERE f.{column} = ANY (%s)
  UNION
  SELECT k.id, k.merged_into_id FROM led JOIN retirees_retiree k ON k.id = led.merged_into_id
)
SELECT r.id, r.name, r.sex, r.born_on, r.status, r.place_no, r.enterprise_id, s.facts, e.name, 0
FROM led JOIN retirees_retiree r ON r.id = led.id
LEFT JOIN retirees_sealedfacts s ON s.retiree_id = r.id
LEFT JOIN organisations_enterprise e ON e.id = r.enterprise_id
WHERE led.merged_into_id IS NULL AND {within_people}
ORDER BY r.status, r.name, r.id
LIMIT %s
