"""Who reads what of a case: who leads and opened it by place; an enterprise its request; an office its step; few the caller."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, of_person, protect

FROM = "nullif(current_setting('yq.nlo', true), '')::int"
TO = "nullif(current_setting('yq.nhi', true), '')::int"
ENTERPRISES = "nullif(current_setting('yq.ents', true), '')::int[]"
OFFICE = "nullif(current_setting('yq.office', true), '')::uuid"
BY_PLACE = f"{FROM} < {TO}"
LEADS = f"({OPENS} AND {PLACE})"
OPENED = f"({OPENS} AND origin_place_no >= {FROM} AND origin_place_no < {TO})"
CASE = f"({EVERYBODY} OR {LEADS} OR {OPENED})"
OF_CASE = f"({OPENS} AND {BY_PLACE} AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id))"
# A step that the own office was given says by itself what is asked: the case behind it stays closed.
STEP = f"({EVERYBODY} OR {OF_CASE} OR {LEADS})"
PASSAGE = f"({EVERYBODY} OR {OF_CASE} OR EXISTS (SELECT 1 FROM cases_casestep s WHERE s.id = step_id))"
PERSON = f"({EVERYBODY} OR ({OF_CASE} AND {of_person()}))"
# Never the party complained of; whose identity is to be kept secret: whoever leads alone, nobody above, nor who opened it.
CALLER = f"""({EVERYBODY} OR ({OPENS} AND EXISTS (
  SELECT 1 FROM cases_case c WHERE c.id = case_id AND c.place_no >= {FROM} AND c.place_no < {TO}
  AND c.against_place_no IS DISTINCT FROM {FROM} AND (NOT is_hidden OR c.place_no = {FROM}))))"""
_OUTSIDE = f"""
CREATE POLICY cases_case_enterprise ON cases_case FOR SELECT USING (enterprise_id = ANY ({ENTERPRISES}));
CREATE POLICY cases_casestep_enterprise ON cases_casestep FOR SELECT USING (enterprise_id = ANY ({ENTERPRISES}));
CREATE POLICY cases_casestep_office ON cases_casestep FOR SELECT USING (office_id = {OFFICE});
CREATE POLICY cases_casepassage_remove ON cases_casepassage FOR DELETE USING {OF_CASE};
"""
_NONE = """
DROP POLICY cases_case_enterprise ON cases_case;
DROP POLICY cases_casestep_enterprise ON cases_casestep;
DROP POLICY cases_casestep_office ON cases_casestep;
DROP POLICY cases_casepassage_remove ON cases_casepassage;
"""


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("cases", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("cases_caseseries", EVERYBODY),
        protect("cases_case", CASE),
        protect("cases_casestep", STEP),
        protect("cases_caseperson", PERSON),
        protect("cases_casecaller", CALLER),
        protect("cases_casepassage", PASSAGE, append_only=True),
        migrations.RunSQL(_OUTSIDE, _NONE),
    ]
