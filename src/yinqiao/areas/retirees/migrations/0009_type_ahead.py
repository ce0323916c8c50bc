"""The look-up of type-ahead as two functions, so that the server plans it once per connection, policies included."""

from django.db import migrations

# The rights are the caller's: row-level security judges every row inside as it does outside.
# A plan for any scope and any text: the only good way is along the index of terms, then by primary key, and the
# settings leave no other. Without them a server that knows the values not yet would read a whole range and sort it.
_FUNCTION = """
CREATE FUNCTION {name}({arguments}, terms int, people int)
RETURNS TABLE (id uuid, name varchar, sex smallint, born_on date, status varchar, place_no int, enterprise_id bigint,
  facts bytea, enterprise_name varchar, kind smallint)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $function$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH found AS (
    SELECT s.retiree_id, s.term, s.kind
    FROM retirees_searchterm s
    WHERE s.term >= low AND s.term < high AND {within_terms}
    ORDER BY s.term, s.place_no, s.enterprise_id, s.retiree_id
    LIMIT terms
  ), ranked AS (
    SELECT f.retiree_id, min(f.term) AS term, min(f.kind) AS kind FROM found f GROUP BY f.retiree_id
    ORDER BY min(f.term), min(f.kind), f.retiree_id LIMIT people
  )
  SELECT r.id, r.name, r.sex, r.born_on, r.status, r.place_no, r.enterprise_id, {facts}, e.name, f.kind
  FROM ranked f
  JOIN retirees_retiree r ON r.id = f.retiree_id
  {join}LEFT JOIN organisations_enterprise e ON e.id = r.enterprise_id
  WHERE r.merged_into_id IS NULL AND {within_people}
  ORDER BY f.term, f.kind, r.id;
END
$function$
"""
_PLACES = _FUNCTION.format(
    name="retirees_find_in_places",
    arguments="low text, high text, place_from int, place_to int",
    within_terms="s.place_no >= place_from AND s.place_no < place_to",
    within_people="r.place_no >= place_from AND r.place_no < place_to",
    facts="k.facts",
    join="LEFT JOIN retirees_sealedfacts k ON k.retiree_id = r.id\n  ",
)
# An enterprise is shown no number: its ciphertext is not read at all.
_ENTERPRISES = _FUNCTION.format(
    name="retirees_find_in_enterprises",
    arguments="low text, high text, enterprises int[]",
    within_terms="s.enterprise_id = ANY (enterprises)",
    within_people="r.enterprise_id = ANY (enterprises)",
    facts="NULL::bytea",
    join="",
)


class Migration(migrations.Migration):
    """Two functions without rights of their own."""

    dependencies = [("retirees", "0008_short_indexes"), ("organisations", "0001_initial")]
    operations = [
        migrations.RunSQL(_PLACES, "DROP FUNCTION retirees_find_in_places(text, text, int, int, int, int)"),
        migrations.RunSQL(_ENTERPRISES, "DROP FUNCTION retirees_find_in_enterprises(text, text, int[], int, int)"),
    ]
