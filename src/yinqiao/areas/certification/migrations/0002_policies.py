"""Who sees what: whoever works with the person, by place alone; and a clock for everybody who is managed already."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, check_once, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
# Whoever reaches everybody reaches each: the sweep of a night asks once, not 300,000 times.
OWN = f"({OPENS} AND {BY_PLACE} AND ({EVERYBODY} OR {of_person()}))"
# As the rules of the first day have it: the end of the birthday month, at least 90 days ahead.
BEGIN = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true);
INSERT INTO certification_clock (retiree_id, begun_on, due_on, state, why, state_on)
SELECT r.id, current_date,
    (make_date(extract(year FROM b.earliest)::int + CASE WHEN b.this < b.earliest THEN 1 ELSE 0 END,
               extract(month FROM r.born_on)::int, 1) + interval '1 month')::date - 1,
    CASE WHEN r.retired_on > current_date THEN 'not_required' ELSE 'valid' END,
    CASE WHEN r.retired_on > current_date THEN 'not_drawing' ELSE '' END, current_date
FROM retirees_retiree r CROSS JOIN LATERAL (
    SELECT e.earliest, (make_date(extract(year FROM e.earliest)::int, extract(month FROM r.born_on)::int, 1)
                        + interval '1 month')::date - 1 AS this
    FROM (SELECT current_date + 90 AS earliest) AS e) AS b
WHERE r.status = 'managed';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """Row-level security, and the clocks of those who came before this room."""

    dependencies = [
        ("certification", "0001_initial"),
        ("retirees", "0006_narrow_register"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("certification_clock", OWN),
        # No column of it tells the planner how much a scope holds: the settings are read once, not for each of 300,000.
        check_once("certification_clock", OWN, reading=True),
        protect("certification_record", OWN),
        # A row of the record is never changed; it goes with a registration that is undone.
        migrations.RunSQL("DROP POLICY certification_record_change ON certification_record", migrations.RunSQL.noop),
        protect("certification_delivery", f"({OPENS} AND {PLACE})"),
        protect("certification_deliveredrecord", OWN),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
