-- People by a blind index (ID number, last four digits, phone). Parameters: the candidate values, people wanted.
SELECT r.id, r.name, r.sex, r.born_on, r.status, r.place_no, r.enterprise_id, s.facts, e.name, 0
FROM retirees_retiree r
LEFT JOIN retirees_sealedfacts s ON s.retiree_id = r.id
LEFT JOIN organisations_enterprise e ON e.id = r.enterprise_id
WHERE r.{column} = ANY (%s) AND r.merged_into_id IS NULL AND {within_people}
ORDER BY r.status, r.name, r.id
LIMIT %s
