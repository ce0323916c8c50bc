"""The same certificate as OFD, with the seal of the city's platform where there is one."""

from django.db import migrations, models

# Whoever sees a certificate reads its files.
_FILES = """
DROP POLICY files_storedfile_certified ON files_storedfile;
CREATE POLICY files_storedfile_certified ON files_storedfile FOR SELECT USING
  (EXISTS (SELECT 1 FROM certificates_certificate c WHERE c.file_id = files_storedfile.id)
   OR EXISTS (SELECT 1 FROM certificates_certificate c WHERE c.ofd_id = files_storedfile.id))
"""
_FILE = """
DROP POLICY files_storedfile_certified ON files_storedfile;
CREATE POLICY files_storedfile_certified ON files_storedfile FOR SELECT USING
  (EXISTS (SELECT 1 FROM certificates_certificate c WHERE c.file_id = files_storedfile.id))
"""


class Migration(migrations.Migration):
    """Two columns, an index, and who reads the file."""

    dependencies = [("certificates", "0003_by_warrant")]
    operations = [
        migrations.AddField("certificate", "ofd_id", models.UUIDField("OFD 文件", null=True)),
        migrations.AddField(
            "certificate", "ofd_digest", models.CharField("OFD 文件摘要", max_length=64, blank=True, db_default="")
        ),
        migrations.AddIndex("certificate", models.Index(fields=["ofd_id"], name="certificates_ofd")),
        migrations.RunSQL(_FILES, _FILE),
    ]
