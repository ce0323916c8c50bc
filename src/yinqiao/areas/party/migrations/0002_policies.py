"""Who sees rosters, members, letters and who is responsible; and that a letter is added and made void, never changed."""

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.policies import protect_custody
from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, OPENS, PLACE, of_person, protect

OWN = f"({ENTERPRISE} OR {EVERYBODY})"
# What was taken back is the enterprise's alone; overseers see nothing of any of it.
MEMBER = f"({OPENS} AND ({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state <> 'withdrawn')))"
# Whoever works with the person may know where the party relation is; whoever writes is one of the two sides.
MEMBER_READ = f"({MEMBER} OR ({OPENS} AND retiree_id IS NOT NULL AND {of_person()}))"
ORGANISATION = (
    f"({ENTERPRISE} OR {EVERYBODY} OR EXISTS"
    " (SELECT 1 FROM party_member m WHERE m.organisation_id = party_organisation.id))"
)
LETTER = "(EXISTS (SELECT 1 FROM party_member m WHERE m.id = member_id))"

READ_WITH_PERSON = f"ALTER POLICY party_member_read ON party_member USING ({MEMBER_READ})"
READ_BY_SIDES = f"ALTER POLICY party_member_read ON party_member USING ({MEMBER})"
ADDED_AND_VOIDED = """
DROP POLICY party_letter_remove ON party_letter;
CREATE FUNCTION party_letter_voided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL
     OR (NEW.id, NEW.member_id, NEW.enterprise_id, NEW.number, NEW.medium, NEW.issued_on, NEW.valid_to, NEW.act_id)
        <> (OLD.id, OLD.member_id, OLD.enterprise_id, OLD.number, OLD.medium, OLD.issued_on, OLD.valid_to, OLD.act_id) THEN
    RAISE EXCEPTION 'party_letter_stays: a letter is made void once and never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'party_letter_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER party_letter_voided_once BEFORE UPDATE ON party_letter
  FOR EACH ROW EXECUTE FUNCTION party_letter_voided_once();
"""
UNDO = f"""
DROP TRIGGER party_letter_voided_once ON party_letter;
DROP FUNCTION party_letter_voided_once();
CREATE POLICY party_letter_remove ON party_letter FOR DELETE USING ({LETTER});
"""


class Migration(migrations.Migration):
    """Row-level security of party relations, and the guards of letters and of who is responsible."""

    dependencies = [
        ("party", "0001_initial"),
        ("retirees", "0002_policies"),
        ("lists", "0001_initial"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("party_rosterrow", OWN),
        protect("party_roster", OWN),
        protect("party_member", MEMBER),
        migrations.RunSQL(READ_WITH_PERSON, READ_BY_SIDES),
        protect("party_organisation", ORGANISATION),
        protect("party_letter", LETTER),
        migrations.RunSQL(ADDED_AND_VOIDED, UNDO),
        *protect_custody(Custody("party_custody", "party_member", "member_id")),
    ]
