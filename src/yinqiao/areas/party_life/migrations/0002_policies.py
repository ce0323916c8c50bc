"""Who sees party life: the places of a branch and those above, and the member the own; nobody who oversees.

Minutes that were signed stay as they are, and the roll with them; what is added later is only added.
"""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, OPENS, PERSON, PLACE, once, own, protect

HERE = f"({OPENS} AND {PLACE})"
LOOKED_UP = once(HERE)
_MINE = f"EXISTS (SELECT 1 FROM party_life_membership o WHERE %s AND o.retiree_id = {PERSON})"
# What a member reads beside the own row, never whoever acts for the member.
OWN = {
    "party_life_branch": _MINE % "o.branch_id = party_life_branch.id",
    "party_life_attendance": _MINE % "o.member_id = party_life_attendance.member_id",
    "party_life_errand": _MINE % "o.member_id = party_life_errand.member_id",
    "party_life_honour": _MINE % "o.member_id = party_life_honour.member_id",
    "party_life_meeting": (
        "EXISTS (SELECT 1 FROM party_life_attendance a JOIN party_life_membership o ON o.member_id = a.member_id"
        f" WHERE a.meeting_id = party_life_meeting.id AND o.retiree_id = {PERSON})"
    ),
}
# A change of keys seals the same words anew: the first six bytes of what is sealed name the key.
KEEP = """
CREATE FUNCTION party_life_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD) - 'place_no'; now jsonb; signed boolean; sealed text := TG_ARGV[0];
BEGIN
  signed := CASE TG_TABLE_NAME
    WHEN 'party_life_addition' THEN true
    WHEN 'party_life_errand' THEN was ->> 'ended_on' IS NOT NULL
    WHEN 'party_life_meeting' THEN was ->> 'state' IN ('checked', 'cancelled')
    ELSE coalesce((SELECT m.state = 'checked' FROM party_life_meeting m WHERE m.id = (was ->> 'meeting_id')::uuid), false)
  END;
  IF TG_OP = 'UPDATE' THEN
    now := to_jsonb(NEW) - 'place_no';
    IF left(now ->> sealed, 14) <> left(was ->> sealed, 14) THEN now := now - sealed; was := was - sealed; END IF;
    IF NOT signed OR now = was THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'party_life_written_stays: what was signed is added to, not changed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'party_life_written_stays';
END $$;
"""
SEALED = {"meeting": "minutes", "addition": "words", "errand": "words", "attendance": ""}


def _keep(table: str, sealed: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER party_life_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION party_life_keep('{sealed}')",
        f"DROP TRIGGER party_life_keep ON {table}",
    )


def _own(table: str, using: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {table}_own ON {table} FOR SELECT USING ({PERSON} IS NOT NULL AND {ALONE} AND {using})",
        f"DROP POLICY {table}_own ON {table}",
    )


class Migration(migrations.Migration):
    """Row-level security of party life and the guard of what was signed."""

    dependencies = [("party_life", "0001_initial"), ("party", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("party_life_branch", HERE),
        protect("party_life_membership", HERE),
        own("party_life_membership", only=ALONE),
        *(protect(f"party_life_{one}", LOOKED_UP) for one in ("meeting", "attendance", "addition", "errand", "honour")),
        *(_own(table, using) for table, using in OWN.items()),
        migrations.RunSQL(KEEP, "DROP FUNCTION party_life_keep()"),
        *(_keep(f"party_life_{one}", sealed) for one, sealed in SEALED.items()),
    ]
