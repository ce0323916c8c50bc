"""Who sees a certificate: whoever works with the person, by place alone, and its person. What a seal did is added to only."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, EVERYBODY, OPENS, PLACE, of_person, own, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
# Whoever sees a certificate reads its file: the person, and the community to which the person has moved since.
_FILE = """
CREATE POLICY files_storedfile_certified ON files_storedfile FOR SELECT USING
  (EXISTS (SELECT 1 FROM certificates_certificate c WHERE c.file_id = files_storedfile.id))
"""


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [
        ("certificates", "0001_initial"),
        ("retirees", "0002_policies"),
        ("files", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("certificates_certificate", f"({OPENS} AND {BY_PLACE} AND {of_person()})"),
        own("certificates_certificate", only=ALONE),
        migrations.RunSQL(_FILE, "DROP POLICY files_storedfile_certified ON files_storedfile"),
        protect("certificates_certificateseries", PLACE),
        protect("certificates_sealrule", BY_PLACE, insert=PLACE, append_only=True),
        protect("certificates_sealuse", PLACE, append_only=True),
        protect("certificates_checkcount", EVERYBODY),
    ]
