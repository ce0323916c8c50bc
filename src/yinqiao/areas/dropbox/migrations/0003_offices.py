"""The officers of a department send files of their own source and read what became of them (decision 0039)."""

from django.db import migrations, models

OFFICE = "nullif(current_setting('yq.office', true), '')::uuid"
OWN_SOURCE = f"(source_id = {OFFICE})"
# Asked once for a statement, not again for each of the lines of a file.
OWN_FILE = f"(file_id IN (SELECT f.id FROM dropbox_file f WHERE f.source_id = {OFFICE}))"
# The file as it was sent, and a copy annotated without what the register says.
STORED = f"""({OFFICE} IS NOT NULL AND EXISTS (SELECT 1 FROM dropbox_file f WHERE f.source_id = {OFFICE}
  AND (f.file_id = files_storedfile.id OR (f.by_office AND f.annotated_file_id = files_storedfile.id))))"""
_TABLES = {
    "dropbox_file": OWN_SOURCE, "dropbox_columnmemory": OWN_SOURCE, "dropbox_line": OWN_FILE, "dropbox_finding": OWN_FILE,
}  # fmt: skip
_POLICIES = [
    *(f"CREATE POLICY {table}_office ON {table} USING ({own}) WITH CHECK ({own})" for table, own in _TABLES.items()),
    f"CREATE POLICY files_storedfile_sent ON files_storedfile FOR SELECT USING ({STORED})",
]
_NONE = [
    *(f"DROP POLICY IF EXISTS {table}_office ON {table}" for table in _TABLES),
    "DROP POLICY IF EXISTS files_storedfile_sent ON files_storedfile",
]


class Migration(migrations.Migration):
    """One column, and policies beside those of the city."""

    dependencies = [("dropbox", "0002_policies"), ("intake", "0005_offices"), ("files", "0003_kind_agreement")]
    operations = [
        migrations.AddField(
            "file",
            "by_office",
            models.BooleanField(
                db_default=False, help_text="由部门经办人上传：批注不写与登记比对的预计", verbose_name="本单位上传"
            ),
        ),
        migrations.RunSQL(";\n".join(_POLICIES), ";\n".join(_NONE)),
    ]
