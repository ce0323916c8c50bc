"""The officers of a department read what their own source told, and what a person decided about it (decision 0039)."""

from django.db import migrations

OFFICE = "nullif(current_setting('yq.office', true), '')::uuid"
OWN = f"EXISTS (SELECT 1 FROM intake_message m WHERE m.id = message_id AND m.source_id = {OFFICE})"

# The source is locked and counts; a message and what was decided about it are read. Whatever is written beside is
# written as by a programme: by the act of receiving, which widens.
_POLICIES = f"""
CREATE POLICY intake_source_office_read ON intake_source FOR SELECT USING (id = {OFFICE});
CREATE POLICY intake_source_office_change ON intake_source FOR UPDATE USING (id = {OFFICE}) WITH CHECK (id = {OFFICE});
CREATE POLICY intake_message_office ON intake_message FOR SELECT USING (source_id = {OFFICE});
CREATE POLICY intake_contradiction_office ON intake_contradiction FOR SELECT USING ({OWN});
"""
_NONE = """
DROP POLICY intake_contradiction_office ON intake_contradiction;
DROP POLICY intake_message_office ON intake_message;
DROP POLICY intake_source_office_change ON intake_source;
DROP POLICY intake_source_office_read ON intake_source;
"""
# Whoever is registered already may be given accounts, too; enterprises have theirs.
_OFFICES = """
INSERT INTO accounts_office (id, name, division_id)
SELECT s.id, s.name, d.id FROM intake_source s JOIN organisations_division d ON d.place_no = s.place_no
WHERE s.kind <> 'enterprise' AND s.place_no > 0 AND d.valid_to IS NULL;
ALTER TABLE accounts_office ADD CONSTRAINT accounts_office_is_a_source FOREIGN KEY (id) REFERENCES intake_source (id)
  DEFERRABLE INITIALLY DEFERRED;
"""
_NO_OFFICES = """
ALTER TABLE accounts_office DROP CONSTRAINT accounts_office_is_a_source;
DELETE FROM accounts_office;
"""


class Migration(migrations.Migration):
    """An office for each source of a department, and what its officers see."""

    dependencies = [
        ("intake", "0004_more_reasons"),
        ("accounts", "0006_offices"),
        ("organisations", "0001_initial"),
    ]
    operations = [migrations.RunSQL(_POLICIES, _NONE), migrations.RunSQL(_OFFICES, _NO_OFFICES)]
