"""Who sees what: what is offered whoever works in the city's places and every retiree (no drafts); enrolments the
person's own places, the person, and who acts for the person in this matter. A room holds one thing at a time.
"""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PERSON, PLACE, by_warrant, of_person, own, protect

_LOW, _HIGH = (f"nullif(current_setting('yq.{name}', true), '')::int" for name in ("nlo", "nhi"))
BY_PLACE = f"{_LOW} < {_HIGH}"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"
OF_OFFERING = (
    "(EXISTS (SELECT 1 FROM activities_offering o WHERE o.id = offering_id"
    f" AND o.place_no >= {_LOW} AND o.place_no < {_HIGH}))"
)
OF_BRANCH = (
    "(EXISTS (SELECT 1 FROM activities_branch b WHERE b.id = branch_id"
    f" AND b.place_no >= {_LOW} AND b.place_no < {_HIGH}))"
)
OF_ENROLMENT = f"({OPENS} AND {BY_PLACE} AND EXISTS (SELECT 1 FROM activities_enrolment e WHERE e.id = enrolment_id))"
# Whoever works in the places of the city, and everybody who is signed in to the portal; nobody of a sandbox.
ANYBODY = f"(({OPENS} AND {_LOW} >= 0 AND {BY_PLACE}) OR {PERSON} IS NOT NULL)"


def _public(table: str, using: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {table}_public ON {table} FOR SELECT USING ({using})", f"DROP POLICY {table}_public ON {table}"
    )


# Ranges of ids need no extension: two ranges of one id each overlap exactly when it is the same.
_FREE = """
CREATE TYPE activities_idrange AS RANGE (subtype = uuid);
ALTER TABLE activities_session ADD CONSTRAINT activities_session_room_free EXCLUDE USING gist (
    activities_idrange(room_id, room_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
) WHERE (room_id IS NOT NULL AND NOT is_cancelled)
"""
_TAKEN = "ALTER TABLE activities_session DROP CONSTRAINT activities_session_room_free; DROP TYPE activities_idrange"


class Migration(migrations.Migration):
    """Row-level security of the room, and the rooms that are taken."""

    dependencies = [
        ("activities", "0001_initial"),
        ("authorisations", "0002_policies"),
        ("retirees", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL(_FREE, _TAKEN),
        protect("activities_branch", PLACE),
        protect("activities_room", OF_BRANCH),
        protect("activities_offering", PLACE),
        protect("activities_session", OF_OFFERING),
        protect("activities_enrolment", OWN),
        protect("activities_attendance", OF_ENROLMENT),
        _public("activities_branch", ANYBODY),
        _public("activities_room", ANYBODY),
        _public("activities_offering", f"{ANYBODY} AND state <> 'draft'"),
        _public("activities_session", ANYBODY),
        own("activities_enrolment", only=by_warrant("matters", "'activities'")),
    ]
