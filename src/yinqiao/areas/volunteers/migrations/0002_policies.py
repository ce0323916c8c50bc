"""Who sees what: tasks whoever works in the city's places and every retiree; volunteers and their services the
person's own places, and the person alone. A volunteer serves at one place at a time.
"""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, OPENS, PERSON, PLACE, of_person, own, protect

_LOW, _HIGH = (f"nullif(current_setting('yq.{name}', true), '')::int" for name in ("nlo", "nhi"))
BY_PLACE = f"{_LOW} < {_HIGH}"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"
ANYBODY = f"(({OPENS} AND {_LOW} >= 0 AND {BY_PLACE}) OR {PERSON} IS NOT NULL)"


def _of(table: str, column: str) -> str:
    return f"({OPENS} AND {BY_PLACE} AND EXISTS (SELECT 1 FROM {table} v WHERE v.id = {column}))"


# Ranges of ids need no extension: two ranges of one id each overlap exactly when it is the same.
_ONE_AT_A_TIME = """
CREATE TYPE volunteers_idrange AS RANGE (subtype = uuid);
ALTER TABLE volunteers_part ADD CONSTRAINT volunteers_one_at_a_time EXCLUDE USING gist (
    volunteers_idrange(volunteer_id, volunteer_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
) WHERE (state IN ('taken', 'done'))
"""
_ANY = "ALTER TABLE volunteers_part DROP CONSTRAINT volunteers_one_at_a_time; DROP TYPE volunteers_idrange"


class Migration(migrations.Migration):
    """Row-level security of the room, and one service at a time."""

    dependencies = [
        ("volunteers", "0001_initial"),
        ("retirees", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL(_ONE_AT_A_TIME, _ANY),
        protect("volunteers_task", PLACE),
        protect("volunteers_volunteer", OWN),
        protect("volunteers_part", OWN),
        protect("volunteers_training", _of("volunteers_volunteer", "volunteer_id")),
        protect("volunteers_confirmation", _of("volunteers_part", "part_id")),
        protect("volunteers_certifiedpart", _of("volunteers_part", "part_id")),
        migrations.RunSQL(
            f"CREATE POLICY volunteers_task_public ON volunteers_task FOR SELECT USING ({ANYBODY})",
            "DROP POLICY volunteers_task_public ON volunteers_task",
        ),
        own("volunteers_volunteer", only=ALONE),
        own("volunteers_part", only=ALONE),
    ]
