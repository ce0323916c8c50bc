"""The enterprise reads what is about its own officers and proposes; of what they did it reads counts, and of nobody."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, PLACE_OR_ENTERPRISE, protect

_READ = ("secondments_keycommunity", "secondments_secondment")
COUNTED = """
CREATE FUNCTION secondments_counted(chosen uuid[])
RETURNS TABLE (secondment_id uuid, visits bigint, calls bigint, errands bigint, phones bigint, people bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.id, count(*) FILTER (WHERE d.kind = 'visit'), count(*) FILTER (WHERE d.kind = 'call'),
    count(*) FILTER (WHERE d.kind = 'accompany'), count(*) FILTER (WHERE d.kind = 'phone'), count(DISTINCT d.retiree_id),
    count(*) FILTER (WHERE d.follow_up <> '' AND d.closed_on IS NULL)
  FROM secondments_secondment s JOIN secondments_deed d ON d.secondment_id = s.id
  WHERE s.id = ANY (chosen) AND s.enterprise_id = ANY (nullif(current_setting('yq.ents', true), '')::int[])
  GROUP BY s.id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION secondments_counted(uuid[]) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """Row-level security of proposals, and what the enterprise reads beside it."""

    dependencies = [("secondments", "0003_proposals"), ("database", "0001_functions")]
    operations = [
        protect("secondments_proposal", PLACE_OR_ENTERPRISE),
        *(
            migrations.RunSQL(
                f"CREATE POLICY {table}_theirs ON {table} FOR SELECT USING ({ENTERPRISE})",
                f"DROP POLICY {table}_theirs ON {table}",
            )
            for table in _READ
        ),
        migrations.RunSQL(COUNTED, "DROP FUNCTION secondments_counted(uuid[])"),
    ]
