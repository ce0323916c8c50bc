"""The entrance alone reads codes and sessions; a retiree reads and ends the own sessions; what is kept about a person
is read by that person (decision 0043). Nothing of it lets a retiree write in another room's tables.
"""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PERSON, own, protect, read_only

# Of the log: what was read and done about the person by name.
_ENTRY = "subject_kind = 'retiree' AND kind IN ('read', 'act')"
# Of the agreements' items: those of places in which the person lives; whose enterprise they are is asked by the query.
_LIVES_THERE = """
CREATE POLICY benefits_benefititem_own ON benefits_benefititem FOR SELECT USING (EXISTS (
    SELECT 1 FROM retirees_retiree r
    JOIN organisations_division d ON d.place_no <= r.place_no AND d.place_end > r.place_no
    WHERE r.id = {person} AND d.place_no = benefits_benefititem.place_no));
"""
_SESSION_END = f"""
CREATE POLICY portal_session_own_end ON portal_session FOR UPDATE
    USING (retiree_id = {PERSON}) WITH CHECK (retiree_id = {PERSON});
"""


class Migration(migrations.Migration):
    """Row-level security of the entrance, and the own data of a retiree in the rooms below."""

    dependencies = [
        ("portal", "0001_initial"),
        ("retirees", "0017_versions_of_an_act"),
        ("contacts", "0002_overseers_wall"),
        ("datarights", "0001_initial"),
        ("certification", "0003_told_by_message"),
        ("benefits", "0002_policies"),
        ("opening", "0002_policies"),
        ("audit", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("portal_code", EVERYBODY),
        protect("portal_session", EVERYBODY),
        own("portal_session"),
        migrations.RunSQL(_SESSION_END, "DROP POLICY portal_session_own_end ON portal_session"),
        own("retirees_retiree", "id"),
        own("retirees_sealedfacts"),
        own("retirees_contactperson"),
        own("retirees_datarequest"),
        read_only("retirees_formername"),
        read_only("opening_oldnumber"),
        own("certification_clock"),
        own("certification_record"),
        own("audit_entry", "subject_id", _ENTRY),
        migrations.RunSQL(
            _LIVES_THERE.format(person=PERSON), "DROP POLICY benefits_benefititem_own ON benefits_benefititem"
        ),
    ]
