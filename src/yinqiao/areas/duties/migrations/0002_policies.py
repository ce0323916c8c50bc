"""Who sees what: whoever works with the person, by place alone."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, apart, check_once, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
# Whoever reaches everybody reaches each: the sweep of a night asks once, not 300,000 times.
OWN = f"({OPENS} AND {BY_PLACE} AND ({EVERYBODY} OR {of_person()}))"
_TABLES = ("duties_duty", "duties_delivery", "duties_knowngroups")


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("duties", "0001_initial"), ("retirees", "0006_narrow_register"), ("database", "0001_functions")]
    operations = [
        operation
        for table in _TABLES
        for operation in (protect(table, OWN), check_once(table, OWN, reading=True), apart(table))
    ]
