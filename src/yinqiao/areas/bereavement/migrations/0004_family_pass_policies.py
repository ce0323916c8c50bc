"""Who sees that a family has a code; what a code opens, to whoever has it: items, and nothing of a person or a party."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
LINES = """
CREATE FUNCTION bereavement_family_lines(wanted bytea, today date) RETURNS TABLE (code text, due_on date, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT i.code, i.due_on, i.state
  FROM bereavement_familypass p JOIN bereavement_file f ON f.id = p.file_id JOIN bereavement_item i ON i.file_id = f.id
  WHERE p.digest = wanted AND p.ended_on IS NULL AND p.until_on >= today AND f.state <> 'withdrawn' AND i.owner <> 'party'
  ORDER BY i.due_on, i.code
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION bereavement_family_lines(bytea, date) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """Row-level security of the codes, and what is told by one."""

    dependencies = [
        ("bereavement", "0003_family_pass"),
        ("bereavement", "0002_policies"),
        ("retirees", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("bereavement_familypass", f"({OPENS} AND {BY_PLACE} AND {of_person()})"),
        migrations.RunSQL(LINES, "DROP FUNCTION bereavement_family_lines(bytea, date);"),
    ]
