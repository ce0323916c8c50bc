"""Who sees expected retirees: their enterprise alone. Places ask a function that counts and gives nobody's row."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, protect

OWN = f"({ENTERPRISE} OR {EVERYBODY})"
# What was done stays as it was written; it goes with its person when the period has ended, by the act that destroys.
ENDS = f"CREATE POLICY routine_routineentry_remove ON routine_routineentry FOR DELETE USING ({EVERYBODY})"
STAYS = "DROP POLICY routine_routineentry_remove ON routine_routineentry"

# The scope is judged here once more, by the settings of the transaction: the arguments can only narrow it.
FIGURES = """
CREATE FUNCTION routine_figures(low integer, high integer, day date, level integer)
RETURNS TABLE (enterprise_id integer, next_month bigint, to_confirm bigint, confirmed bigint, handed_over bigint,
    accepted bigint, late bigint, risen bigint, oldest_due date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT x.enterprise_id,
    count(*) FILTER (WHERE x.planned_on = (date_trunc('month', day) + interval '1 month')::date),
    count(*) FILTER (WHERE x.state = 'expected' AND x.planned_on <= day),
    count(*) FILTER (WHERE x.state IN ('confirmed', 'listed')),
    count(*) FILTER (WHERE x.state = 'handed_over'),
    count(*) FILTER (WHERE x.state = 'accepted' AND x.ended_on >= date_trunc('year', day)::date),
    count(*) FILTER (WHERE x.due_on < day),
    count(*) FILTER (WHERE x.due_on < day AND x.risen_to >= level),
    min(x.due_on) FILTER (WHERE x.due_on < day)
  FROM routine_expectedretiree x
  WHERE x.state <> 'withdrawn' AND x.place_no >= low AND x.place_no < high
    AND x.place_no >= nullif(current_setting('yq.nlo', true), '')::int
    AND x.place_no < nullif(current_setting('yq.nhi', true), '')::int
  GROUP BY x.enterprise_id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION routine_figures(integer, integer, date, integer) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""
NO_FIGURES = "DROP FUNCTION routine_figures(integer, integer, date, integer)"


class Migration(migrations.Migration):
    """Row-level security of the monthly handover, and the figures for the places."""

    dependencies = [
        ("routine", "0001_initial"),
        ("retirees", "0002_policies"),
        ("handover", "0003_lookups"),
        ("lists", "0001_initial"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("routine_retiringrow", OWN),
        protect("routine_expectedretiree", OWN),
        protect("routine_routineentry", OWN, append_only=True),
        migrations.RunSQL(ENDS, STAYS),
        migrations.RunSQL(FIGURES, NO_FIGURES),
    ]
