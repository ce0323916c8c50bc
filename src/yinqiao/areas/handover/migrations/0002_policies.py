"""Rosters belong to the enterprise; offers are seen by the place and the enterprise. Look-ups return codes, not rows."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, PLACE_OR_ENTERPRISE, protect

ROSTER = f"({ENTERPRISE} OR {EVERYBODY})"

# “Already known?” is answered across all scopes with a code per number, never with a row of another's person.
LOOKUPS = """
CREATE FUNCTION handover_known_numbers(asking integer, numbers bytea[])
RETURNS TABLE (id_no_index bytea, standing text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT n.number,
         CASE WHEN r.id IS NULL THEN 'roster_elsewhere'
              WHEN r.status = 'deceased' THEN 'deceased'
              WHEN r.enterprise_id = asking THEN 'own'
              ELSE 'other' END
  FROM (SELECT DISTINCT unnest(numbers) AS number) AS n
  LEFT JOIN retirees_retiree r ON r.id_no_index = n.number AND r.merged_into_id IS NULL
  WHERE r.id IS NOT NULL OR EXISTS (
    SELECT 1 FROM handover_rosterrow w JOIN handover_batch b ON b.id = w.batch_id
    WHERE w.id_no_index = n.number AND w.enterprise_id <> asking AND b.state IN ('checked', 'submitting'))
$$;

CREATE FUNCTION handover_probable_elsewhere(asking integer, names text[], births date[], numbers bytea[])
RETURNS TABLE (ordinal integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT a.ordinal::integer
  FROM unnest(names, births, numbers) WITH ORDINALITY AS a(name, born_on, number, ordinal)
  JOIN retirees_retiree r ON r.born_on = a.born_on AND r.name = a.name
  WHERE r.enterprise_id <> asking AND r.merged_into_id IS NULL AND r.id_no_index IS DISTINCT FROM a.number
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION handover_known_numbers(integer, bytea[]) OWNER TO yq_privileged;
ALTER FUNCTION handover_probable_elsewhere(integer, text[], date[], bytea[]) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""
UNDO = """
DROP FUNCTION handover_known_numbers(integer, bytea[]);
DROP FUNCTION handover_probable_elsewhere(integer, text[], date[], bytea[]);
"""


class Migration(migrations.Migration):
    """Row-level security of rosters and offers."""

    dependencies = [("handover", "0001_initial"), ("retirees", "0002_policies")]
    operations = [
        protect("handover_batch", ROSTER),
        protect("handover_rosterrow", ROSTER),
        protect("handover_finding", ROSTER),
        protect("handover_headermemory", ROSTER),
        protect("handover_offer", PLACE_OR_ENTERPRISE),
        migrations.RunSQL(LOOKUPS, UNDO),
    ]
