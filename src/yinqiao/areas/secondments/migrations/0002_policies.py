"""Who sees key communities and secondments, and the stay: the one reach that is place AND enterprise.

In a stay the settings of place and enterprise are empty, so that every policy is closed that does not name it. What is
opened stands here, table by table. The database itself asks whether the grant stands: an end works in the middle of a
session, and in a job that began before it.
"""

from django.db import migrations

from yinqiao.platform.database.policies import (
    EVERYBODY,
    OPENS,
    PLACE,
    STAY,
    in_stay,
    of_person,
    outside_stay,
    protect,
)

FUNCTIONS = """
CREATE FUNCTION yq_stay() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT g.id FROM accounts_grant g JOIN accounts_user u ON u.id = g.user_id
  WHERE g.id = nullif(current_setting('yq.stay', true), '')::uuid AND g.role = 'seconded_officer' AND u.is_active
    AND g.revoked_at IS NULL AND g.valid_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
    AND g.valid_to > (now() AT TIME ZONE 'Asia/Shanghai')::date
$$;
CREATE FUNCTION yq_stay_places() RETURNS int4range LANGUAGE sql STABLE AS $$
  SELECT int4range(d.place_no, d.place_end) FROM accounts_grant g JOIN organisations_division d ON d.id = g.division_id
  WHERE g.id = yq_stay()
$$;
CREATE FUNCTION yq_stay_enterprises() RETURNS int[] LANGUAGE sql STABLE AS $$
  WITH RECURSIVE below AS (
    SELECT g.enterprise_id::int AS id FROM accounts_grant g WHERE g.id = yq_stay()
    UNION
    SELECT e.id::int FROM organisations_enterprise e JOIN below b
      ON e.successor_id = b.id OR (e.successor_id IS NULL AND e.group_id = b.id))
  SELECT array_agg(id) FROM below
$$;
"""
WITHIN = (
    "place_no >= (SELECT lower(yq_stay_places())) AND place_no < (SELECT upper(yq_stay_places()))"
    " AND enterprise_id = ANY ((SELECT yq_stay_enterprises())::int[])"
)
_BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
DEED = f"({EVERYBODY} OR ({OPENS} AND {_BY_PLACE} AND {of_person()}))"
OWN = f"EXISTS (SELECT 1 FROM secondments_secondment s WHERE s.id = secondment_id AND s.grant_id = {STAY})"


class Migration(migrations.Migration):
    """Row-level security of the room, and of those tables of others that a stay opens."""

    dependencies = [
        ("secondments", "0001_initial"),
        ("accounts", "0007_seconded"),
        ("retirees", "0017_versions_of_an_act"),
        ("contacts", "0002_overseers_wall"),
        ("opening", "0002_policies"),
        ("events", "0006_caused_by"),
    ]
    operations = [
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION yq_stay_enterprises(); DROP FUNCTION yq_stay_places(); DROP FUNCTION yq_stay();"
        ),
        protect("secondments_keycommunity", PLACE),
        protect("secondments_secondment", PLACE),
        protect("secondments_deed", DEED),
        in_stay("retirees_retiree", WITHIN),
        in_stay("retirees_sealedfacts", of_person()),
        in_stay("retirees_contactperson", of_person()),
        in_stay("secondments_secondment", f"grant_id = {STAY}"),
        in_stay("secondments_deed", f"{OWN} AND {of_person()}"),
        outside_stay("retirees_formername"),
        outside_stay("opening_oldnumber"),
        outside_stay("events_event", "SELECT"),
    ]
