"""Who sees an agreement, and what no act may do to one: versions stay, a signed paper stays of its version."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, PLACE, protect

# A draft that was never proposed is its own side's alone.
SEEN = (
    f"({EVERYBODY} OR ({PLACE} AND (proposed_by = 'place' OR proposed_version > 0))"
    f" OR ({ENTERPRISE} AND (proposed_by = 'enterprise' OR proposed_version > 0)))"
)
# What hangs on an agreement is seen with it.
OF_AGREEMENT = "(EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = agreement_id))"
# A version is the other side's to read once it was proposed.
OF_VERSION = f"""(EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = agreement_id AND (
    {EVERYBODY} OR number <= a.proposed_version
    OR a.proposed_by = 'place' AND {PLACE.replace("place_no", "a.place_no")}
    OR a.proposed_by = 'enterprise' AND {ENTERPRISE.replace("enterprise_id", "a.enterprise_id")})))"""

# The latest version is there; of what is signed nobody changes version, day or scan any more.
KEPT = """
ALTER TABLE agreements_agreement ADD CONSTRAINT agreements_version_exists FOREIGN KEY (id, version)
  REFERENCES agreements_agreementversion (agreement_id, number) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION agreements_keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.scan_id IS NOT NULL AND (NEW.version, NEW.scan_id, NEW.signed_on, NEW.enterprise_id, NEW.place_no, NEW.main_id)
     IS DISTINCT FROM (OLD.version, OLD.scan_id, OLD.signed_on, OLD.enterprise_id, OLD.place_no, OLD.main_id) THEN
    RAISE EXCEPTION 'agreements_signed_stays: what is signed is not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_signed_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreements_keep_signed BEFORE UPDATE ON agreements_agreement
  FOR EACH ROW EXECUTE FUNCTION agreements_keep_signed();
"""
UNDO = """
DROP TRIGGER agreements_keep_signed ON agreements_agreement;
DROP FUNCTION agreements_keep_signed();
ALTER TABLE agreements_agreement DROP CONSTRAINT agreements_version_exists;
"""


class Migration(migrations.Migration):
    """Row-level security of agreements, and the guards of what is signed."""

    dependencies = [("agreements", "0001_initial"), ("database", "0001_functions")]
    operations = [
        protect("agreements_agreement", SEEN),
        protect("agreements_agreementversion", OF_VERSION, append_only=True),
        protect("agreements_agreementremark", OF_AGREEMENT, append_only=True),
        protect("agreements_agreementbatch", OF_AGREEMENT),
        migrations.RunSQL(KEPT, UNDO),
    ]
