-- People of enterprises of whom archives wait for somebody, and whoever has the number of one that waits; each without
-- an archive of their own. The facts are sealed and opened inside the process.
WITH waiting AS MATERIALIZED (
  SELECT DISTINCT a.enterprise_id, a.id_no_index FROM archives_archive a
  WHERE a.retiree_id IS NULL AND a.state <> 'withdrawn' AND {within_archives}
)
SELECT uuid_send(r.id), r.name, r.sex, r.born_on, r.enterprise_id, r.archive_no, s.facts,
  (SELECT string_agg(f.name, '、') FROM retirees_formername f WHERE f.retiree_id = r.id)
FROM retirees_retiree r LEFT JOIN retirees_sealedfacts s ON s.retiree_id = r.id
WHERE {within_people} AND r.merged_into_id IS NULL AND r.status IN ('offered', 'managed')
  AND (r.enterprise_id IN (SELECT enterprise_id FROM waiting) OR r.id_no_index IN (SELECT id_no_index FROM waiting))
  AND NOT EXISTS (SELECT 1 FROM archives_archive a WHERE a.retiree_id = r.id AND a.state <> 'withdrawn')
