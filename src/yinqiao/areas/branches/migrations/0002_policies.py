"""Who sees party organisations, their steps and their names; that a step is only added. Overseers see none of it."""

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.policies import guard_city, protect_custody
from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, OPENS, PLACE, protect

# What is listed and not offered, or was taken back, is the enterprise's alone.
ORGANISATION = f"({OPENS} AND ({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state NOT IN ('listed', 'dropped'))))"
OF_ORGANISATION = "(EXISTS (SELECT 1 FROM branches_organisation a WHERE a.id = organisation_id))"
# Whoever sees a member of the branch may know where it is; whoever writes sees the organisation.
NAME_READ = (
    f"({OF_ORGANISATION} OR EXISTS (SELECT 1 FROM party_member m WHERE m.organisation_id = branches_rosterbranch.id))"
)
_CUSTODY = Custody("branches_custody", "branches_organisation", "organisation_id")


class Migration(migrations.Migration):
    """Row-level security of party organisations, and the guards of their steps and of who is responsible."""

    dependencies = [
        ("branches", "0001_initial"),
        ("party", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("branches_organisation", ORGANISATION),
        protect("branches_organisationstep", OF_ORGANISATION, append_only=True),
        protect("branches_rosterbranch", OF_ORGANISATION),
        migrations.RunSQL(
            f"ALTER POLICY branches_rosterbranch_read ON branches_rosterbranch USING ({NAME_READ})",
            f"ALTER POLICY branches_rosterbranch_read ON branches_rosterbranch USING ({OF_ORGANISATION})",
        ),
        *protect_custody(_CUSTODY),
        guard_city(_CUSTODY),
    ]
