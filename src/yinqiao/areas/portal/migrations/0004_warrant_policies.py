"""What of a person is read by whom the person has authorised: the name; by its limits the record or the certification."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, PERSON, WARRANT, by_warrant, narrow_own

_ENTRY = "subject_kind = 'retiree' AND kind IN ('read', 'act')"
_MINE = f"warrant_id IS NOT DISTINCT FROM {WARRANT}"
_LIVES_THERE = f"""EXISTS (
    SELECT 1 FROM retirees_retiree r
    JOIN organisations_division d ON d.place_no <= r.place_no AND d.place_end > r.place_no
    WHERE r.id = {PERSON} AND d.place_no = benefits_benefititem.place_no)"""
_BENEFIT = "ALTER POLICY benefits_benefititem_own ON benefits_benefititem USING ({})"
_END = """
ALTER POLICY portal_session_own_end ON portal_session
    USING (retiree_id = {person}{only}) WITH CHECK (retiree_id = {person}{only})
"""


class Migration(migrations.Migration):
    """Limits of an authorisation as row-level security (decision 0045)."""

    dependencies = [
        ("portal", "0003_warrant"),
        ("portal", "0002_policies"),
        ("authorisations", "0002_policies"),
        ("benefits", "0002_policies"),
    ]
    operations = [
        narrow_own("retirees_sealedfacts", by_warrant("sees", "'record'")),
        narrow_own("retirees_contactperson", ALONE),
        narrow_own("retirees_datarequest", ALONE),
        narrow_own("certification_clock", by_warrant("sees", "'certification'")),
        narrow_own("certification_record", by_warrant("sees", "'certification'")),
        narrow_own("audit_entry", ALONE, "subject_id", _ENTRY),
        narrow_own("portal_session", _MINE),
        migrations.RunSQL(_END.format(person=PERSON, only=f" AND {_MINE}"), _END.format(person=PERSON, only="")),
        migrations.RunSQL(_BENEFIT.format(f"{ALONE} AND {_LIVES_THERE}"), _BENEFIT.format(_LIVES_THERE)),
    ]
