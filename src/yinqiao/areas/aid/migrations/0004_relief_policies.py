"""Who sees relief: whoever works with the person. Two words across scopes: asked elsewhere or not, and what is public."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"
# The name as it may hang out: the first character, and a star for each that is left.
ACROSS = """
CREATE FUNCTION aid_asked_elsewhere(numbers bytea, but uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH asked AS MATERIALIZED (
    SELECT DISTINCT substr(numbers, at * 16 + 1, 16) AS number FROM generate_series(0, length(numbers) / 16 - 1) AS at
  ), found AS (
    SELECT r.place_no FROM aid_relief f JOIN retirees_retiree r ON r.id = f.retiree_id
    WHERE f.state NOT IN ('refused', 'closed', 'proposed') AND f.retiree_id <> but AND EXISTS (
      SELECT 1 FROM aid_reliefmember m WHERE m.relief_id = f.id AND m.id_no_index IN (SELECT number FROM asked))
    UNION ALL
    SELECT r.place_no FROM aid_relief f JOIN retirees_retiree r ON r.id = f.retiree_id
    WHERE f.state NOT IN ('refused', 'closed', 'proposed') AND f.retiree_id <> but
      AND r.id_no_index IN (SELECT number FROM asked)
  )
  SELECT CASE WHEN place_no = (SELECT h.place_no FROM retirees_retiree h WHERE h.id = but) THEN 'here' ELSE 'elsewhere' END
  FROM found LIMIT 1
$$;
CREATE FUNCTION aid_public_reliefs(today date)
RETURNS TABLE (place_no integer, masked text, kind text, fen integer, until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.place_no, left(r.name, 1) || repeat('*', greatest(char_length(r.name) - 1, 1)), f.kind, f.amount_fen,
    f.published_until
  FROM aid_relief f JOIN retirees_retiree r ON r.id = f.retiree_id
  WHERE f.state = 'submitted' AND f.published_until >= today AND r.place_no > 0
  ORDER BY r.place_no, f.published_until, f.id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION aid_asked_elsewhere(bytea, uuid) OWNER TO yq_privileged;
ALTER FUNCTION aid_public_reliefs(date) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """Row-level security of relief, and what is told across it."""

    dependencies = [("aid", "0003_relief"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("aid_relief", OWN),
        protect("aid_reliefmember", OWN),
        protect("aid_reliefpayment", OWN),
        migrations.RunSQL(
            ACROSS, "DROP FUNCTION aid_asked_elsewhere(bytea, uuid); DROP FUNCTION aid_public_reliefs(date);"
        ),
    ]
