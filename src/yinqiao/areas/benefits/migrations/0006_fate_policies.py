"""Who reads what becomes of old benefits: the enterprise, every office, and whoever has worked there for the own reading."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, OPENS, PERSON, protect, read_only

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
SEEN = f"({OPENS} AND ({BY_PLACE} OR {ENTERPRISE}))"
# The register's own policy says which entry is the reader's.
OWN = f"""CREATE POLICY benefits_benefitfate_own ON benefits_benefitfate FOR SELECT USING (EXISTS (
    SELECT 1 FROM retirees_retiree r WHERE r.id = {PERSON} AND r.enterprise_id = benefits_benefitfate.enterprise_id))"""


class Migration(migrations.Migration):
    """Row-level security of what becomes of old benefits."""

    dependencies = [("benefits", "0005_fates"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("benefits_benefitfate", SEEN),
        migrations.RunSQL(OWN, "DROP POLICY benefits_benefitfate_own ON benefits_benefitfate"),
        read_only("benefits_benefitfate"),
    ]
