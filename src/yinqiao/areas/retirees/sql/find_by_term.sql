-- People with a term that begins with what was typed. Parameters: lower bound, upper bound, terms to read, people wanted.
-- The inner LIMIT ends the walk along the one index; several terms of one person fall together afterwards.
WITH found AS (
  SELECT s.retiree_id, s.term, s.kind
  FROM retirees_searchterm s
  WHERE s.term >= %s AND s.term < %s AND {within_terms}
  ORDER BY s.term, s.place_no, s.enterprise_id, s.retiree_id
  LIMIT %s
), ranked AS (
  SELECT retiree_id, min(term) AS term, min(kind) AS kind FROM found GROUP BY retiree_id
  ORDER BY min(term), min(kind), retiree_id LIMIT %s
)
SELECT r.id, r.name, r.sex, r.born_on, r.status, r.place_no, r.enterprise_id, k.facts, e.name, f.kind
FROM ranked f
JOIN retirees_retiree r ON r.id = f.retiree_id
LEFT JOIN retirees_sealedfacts k ON k.retiree_id = r.id
LEFT JOIN organisations_enterprise e ON e.id = r.enterprise_id
WHERE r.merged_into_id IS NULL AND {within_people}
ORDER BY f.term, f.kind, r.id
