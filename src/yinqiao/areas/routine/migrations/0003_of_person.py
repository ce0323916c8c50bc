"""What enterprises listed of somebody who is in the register by now: told to who works with the person, for a copy."""

from django.db import migrations

# A place sees nobody's row of a list; of its own people it may ask, and only where content may be read.
_OF_PERSON = """
CREATE FUNCTION routine_of_person(who uuid)
RETURNS TABLE (enterprise_id integer, post text, is_special boolean, option text, statutory_on date, planned_on date,
    retired_on date, decision_no text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT x.enterprise_id, x.post, x.is_special, x.option, x.statutory_on, x.planned_on, x.retired_on, x.decision_no, x.state
  FROM retirees_retiree r JOIN routine_expectedretiree x ON x.retiree_id = r.id OR x.id_no_index = r.id_no_index
  WHERE r.id = who AND coalesce(current_setting('yq.opens', true), '') = 'on'
    AND r.place_no >= nullif(current_setting('yq.nlo', true), '')::int
    AND r.place_no < nullif(current_setting('yq.nhi', true), '')::int
  ORDER BY x.planned_on DESC, x.id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION routine_of_person(uuid) OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """One function more; no table changes."""

    dependencies = [("routine", "0002_policies"), ("retirees", "0002_policies")]
    operations = [migrations.RunSQL(_OF_PERSON, "DROP FUNCTION routine_of_person(uuid);")]
