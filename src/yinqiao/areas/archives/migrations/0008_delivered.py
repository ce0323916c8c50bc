"""How far catalogues have come at a place and at the offices above it: counts alone, the same for whoever may read them.

A street has no store room, so its archives often lie at the district. The street does not see them there; it may know how
many of its agreement's lie there.
"""

from django.db import migrations

_DELIVERED = """
CREATE FUNCTION archives_delivered(catalogues uuid[], low integer, high integer)
RETURNS TABLE (catalogue_id uuid, received bigint, waits bigint, lacks bigint, explained bigint, waits_since date,
    lacks_since date, elsewhere bigint, unseen bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH reader AS MATERIALIZED (
    SELECT nullif(current_setting('yq.nlo', true), '')::int AS nlo, nullif(current_setting('yq.nhi', true), '')::int AS nhi,
           nullif(current_setting('yq.ents', true), '')::int[] AS ents
  ), above AS MATERIALIZED (
    SELECT place_no FROM organisations_division WHERE place_no <= low AND place_end >= high AND kind <> 'desk'
  ), volume AS (
    SELECT a.catalogue_id, a.state, k.offered_at, k.finished_at,
      (a.place_no >= low AND a.place_no < high) OR a.place_no IN (SELECT place_no FROM above) AS is_here,
      coalesce(a.place_no >= r.nlo AND a.place_no < r.nhi OR a.enterprise_id = ANY (r.ents), false) AS is_seen
    FROM archives_archive a JOIN archives_catalogue k ON k.id = a.catalogue_id CROSS JOIN reader r
    WHERE a.catalogue_id = ANY (catalogues) AND a.state <> 'withdrawn' AND k.state NOT IN ('sending', 'taken_back')
      -- The enterprise reads its own; an office what is agreed for a place of its scope.
      AND coalesce(a.enterprise_id = ANY (r.ents) OR (r.nlo <= low AND high <= r.nhi), false)
  )
  SELECT catalogue_id,
    count(*) FILTER (WHERE is_here AND state = 'received'),
    count(*) FILTER (WHERE is_here AND state IN ('offered', 'counted')),
    count(*) FILTER (WHERE is_here AND state = 'missing'),
    count(*) FILTER (WHERE is_here AND state = 'explained'),
    min((offered_at AT TIME ZONE 'Asia/Shanghai')::date) FILTER (WHERE is_here AND state IN ('offered', 'counted')),
    min((finished_at AT TIME ZONE 'Asia/Shanghai')::date) FILTER (WHERE is_here AND state = 'missing'),
    count(*) FILTER (WHERE NOT is_here),
    count(*) FILTER (WHERE is_here AND NOT is_seen)
  FROM volume GROUP BY catalogue_id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION archives_delivered(uuid[], integer, integer) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """One function more; no table changes."""

    dependencies = [("archives", "0007_absences"), ("organisations", "0001_initial")]
    operations = [migrations.RunSQL(_DELIVERED, "DROP FUNCTION archives_delivered(uuid[], integer, integer);")]
