-- Archives that wait for their person, and whether their number is somebody's in the register already.
SELECT uuid_send(a.id), a.name, a.enterprise_id, a.archive_no, a.id_no, uuid_send(a.seal_id),
  a.id_no_index IN (SELECT r.id_no_index FROM retirees_retiree r WHERE r.merged_into_id IS NULL AND r.id_no_index IS NOT NULL)
FROM archives_archive a
WHERE {within_archives} AND a.retiree_id IS NULL AND a.state <> 'withdrawn' AND a.id_no IS NOT NULL
