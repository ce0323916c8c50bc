"""Whose people an enterprise answers for as its own: itself and whatever was left to it, all the way."""

from django.db import migrations

_LEFT_TO = """
CREATE FUNCTION organisations_left_to(asking integer) RETURNS integer[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  WITH RECURSIVE line AS (
    SELECT asking::bigint AS id
    UNION
    SELECT e.id FROM organisations_enterprise e JOIN line l ON e.successor_id = l.id
  )
  SELECT array_agg(id::integer) FROM line
$$;
"""


class Migration(migrations.Migration):
    """Its subsidiaries are others: they stand, and send lists of their own."""

    dependencies = [("organisations", "0002_succession")]
    operations = [migrations.RunSQL(_LEFT_TO, "DROP FUNCTION organisations_left_to(integer);")]
