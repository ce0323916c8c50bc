"""The two look-ups past the walls answer about people of the city alone: below place 0 lie the sandboxes."""

from django.db import migrations

_KNOWN = """
CREATE OR REPLACE FUNCTION handover_known_numbers(asking integer, numbers bytea)
RETURNS TABLE (id_no_index bytea, standing text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH asked AS MATERIALIZED (
    SELECT DISTINCT substr(numbers, at * 16 + 1, 16) AS number FROM generate_series(0, length(numbers) / 16 - 1) AS at
  ), mine AS MATERIALIZED (
    SELECT {mine} AS ids
  ), registered AS MATERIALIZED (
    SELECT r.id_no_index AS number, CASE WHEN r.status = 'deceased' THEN 'deceased'
      WHEN r.enterprise_id = asking THEN 'own'
      WHEN r.enterprise_id = ANY ((SELECT ids FROM mine)::integer[]) THEN 'succeeded' ELSE 'other' END AS standing
    FROM retirees_retiree r WHERE r.id_no_index = ANY (ARRAY(SELECT number FROM asked)) AND r.merged_into_id IS NULL AND r.place_no >= 0
  ), elsewhere AS (
    SELECT DISTINCT w.id_no_index AS number FROM lists_batch b JOIN handover_rosterrow w ON w.batch_id = b.id
    WHERE b.state IN ('checked', 'submitting') AND w.enterprise_id <> ALL ((SELECT ids FROM mine)::integer[])
      AND w.id_no_index IS NOT NULL
  )
  SELECT number, standing FROM registered
  UNION ALL
  SELECT a.number, 'roster_elsewhere' FROM asked a JOIN elsewhere e ON e.number = a.number
  WHERE NOT EXISTS (SELECT 1 FROM registered k WHERE k.number = a.number)
$$;

CREATE OR REPLACE FUNCTION handover_probable_elsewhere(asking integer, names text, births text, numbers bytea)
RETURNS TABLE (ordinal integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET enable_nestloop = on SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  WITH asked AS MATERIALIZED (
    SELECT a.name, a.day::date AS born_on, a.ordinal,
           substr(numbers, (a.ordinal::integer - 1) * 16 + 1, 16) AS number
    FROM ROWS FROM (string_to_table(names, chr(31)), string_to_table(births, chr(31)))
      WITH ORDINALITY AS a(name, day, ordinal)
  ), mine AS MATERIALIZED (
    SELECT {mine} AS ids
  )
  SELECT DISTINCT a.ordinal::integer
  FROM asked a JOIN retirees_retiree r ON r.born_on = a.born_on AND r.name = a.name
  WHERE r.enterprise_id <> ALL ((SELECT ids FROM mine)::integer[]) AND r.merged_into_id IS NULL
    AND r.id_no_index IS DISTINCT FROM a.number AND r.place_no >= 0
$$;
"""
# As 0014 has it.
_BEFORE = _KNOWN.replace(" AND r.place_no >= 0", "")


class Migration(migrations.Migration):
    """The answers are codes, as before."""

    dependencies = [("handover", "0015_passed_to_city"), ("retirees", "0016_told_act")]
    operations = [
        migrations.RunSQL(
            _KNOWN.replace("{mine}", "organisations_left_to(asking)"),
            _BEFORE.replace("{mine}", "organisations_left_to(asking)"),
        )
    ]
