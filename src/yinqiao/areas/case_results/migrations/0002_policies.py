"""Who reads what a person was told: whoever reads the case and looks after the person; the person, these columns alone."""

from django.db import migrations

from yinqiao.platform.database.policies import protect

# The row of the case that names the person decides: it is seen by who reads the case and looks after the person.
TOLD = "(EXISTS (SELECT 1 FROM cases_caseperson p WHERE p.id = person_id))"
_OWN = f"""
CREATE POLICY case_results_telling_remove ON case_results_telling FOR DELETE USING {TOLD};
CREATE FUNCTION case_results_own() RETURNS TABLE (
  id uuid, person_id uuid, turn int, way text, told_on date, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT t.id, t.person_id, t.turn, t.way, t.told_on, t.sealed
  FROM cases_own() c JOIN case_results_telling t ON t.person_id = c.person_id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION case_results_own() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""
_NONE = """
DROP FUNCTION case_results_own();
DROP POLICY case_results_telling_remove ON case_results_telling;
"""


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("case_results", "0001_initial"), ("cases", "0006_own"), ("database", "0001_functions")]
    operations = [
        protect("case_results_telling", TOLD, append_only=True),
        migrations.RunSQL(_OWN, _NONE),
    ]
