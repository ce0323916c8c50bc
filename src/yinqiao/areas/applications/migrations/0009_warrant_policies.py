"""Whom a person has authorised reads cases, drafts and pictures of the matters that the authorisation names."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, by_warrant, narrow_own

# A picture lies with its case or draft.
_OF_SEEN = f"""({ALONE} OR EXISTS (SELECT 1 FROM applications_case c WHERE c.id = case_id)
    OR EXISTS (SELECT 1 FROM applications_draft d WHERE d.id = draft_id))"""


class Migration(migrations.Migration):
    """Limits of an authorisation as row-level security (decision 0045)."""

    dependencies = [("applications", "0008_warrant"), ("authorisations", "0002_policies")]
    operations = [
        narrow_own("applications_case", by_warrant("matters", "applications_case.code")),
        narrow_own("applications_draft", by_warrant("matters", "applications_draft.code")),
        narrow_own("applications_picture", _OF_SEEN),
    ]
