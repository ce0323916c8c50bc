"""Who reads what an office said: the office, and whoever sees the claim. The office writes; who decides marks it read."""

from django.db import migrations

from yinqiao.platform.database.policies import protect

OFFICE = "nullif(current_setting('yq.office', true), '')::uuid"
# The claim's own policies decide: those of places by the person, that of an office by the source.
OF_CLAIM = "(EXISTS (SELECT 1 FROM intake_contradiction c WHERE c.id = case_id))"
NO_OFFICE = f"({OF_CLAIM} AND {OFFICE} IS NULL)"
_KEPT = f"""
ALTER POLICY departments_explanation_change ON departments_explanation USING ({NO_OFFICE}) WITH CHECK ({NO_OFFICE});
ALTER POLICY departments_explanation_remove ON departments_explanation USING ({NO_OFFICE});
"""
# The paper lies with the city that registered the source; who reads the explanation reads it, too.
_PAPER = """
CREATE POLICY files_storedfile_explained ON files_storedfile FOR SELECT USING
  (EXISTS (SELECT 1 FROM departments_explanation e WHERE e.scan_id = files_storedfile.id))
"""


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [
        ("departments", "0001_initial"), ("intake", "0006_asked_at"), ("files", "0003_kind_agreement"),
        ("database", "0001_functions"),
    ]  # fmt: skip
    operations = [
        protect("departments_explanation", OF_CLAIM, insert=f"({OF_CLAIM} AND {OFFICE} IS NOT NULL)"),
        migrations.RunSQL(_KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(_PAPER, "DROP POLICY IF EXISTS files_storedfile_explained ON files_storedfile"),
    ]
