"""What a case says to the person whom it concerns: these columns, for that person alone, and for nobody in the place of one."""

from django.db import migrations

# An entry that has given way to the person's own names the person, too.
_OWN = """
CREATE FUNCTION cases_own() RETURNS TABLE (
  id uuid, person_id uuid, number text, kind text, state text, place_no int, opened_on date, accepted_on date, due_on date,
  closed_on date, result text, reworks int, is_hidden boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT ON (c.id) c.id, p.id, c.number, c.kind, c.state, c.place_no, c.opened_on, c.accepted_on, c.due_on,
    c.closed_on, c.result, c.reworks,
    EXISTS (SELECT 1 FROM cases_casecaller k WHERE k.case_id = c.id AND k.is_hidden)
  FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
  WHERE nullif(current_setting('yq.warrant', true), '') IS NULL
    AND (p.retiree_id = nullif(current_setting('yq.person', true), '')::uuid
      OR p.retiree_id IN (SELECT r.id FROM retirees_retiree r
                          WHERE r.merged_into_id = nullif(current_setting('yq.person', true), '')::uuid))
  ORDER BY c.id, p.id
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION cases_own() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
"""


class Migration(migrations.Migration):
    """A function of the privileged role: no row of a case is opened to the person."""

    dependencies = [
        ("cases", "0005_reviews_and_hands"),
        ("retirees", "0017_versions_of_an_act"),
        ("database", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL(_OWN, "DROP FUNCTION cases_own();"),
    ]
