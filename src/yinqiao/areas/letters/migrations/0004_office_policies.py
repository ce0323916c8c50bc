"""The officers of the office that a letter is addressed to read it, its list and its paper (decision 0039)."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY

OFFICE = "nullif(current_setting('yq.office', true), '')::uuid"
# An office writes while its act is widened, and not otherwise.
_WRITES = f"({OFFICE} IS NULL OR {EVERYBODY})"
_POLICIES = f"""
CREATE POLICY letters_letter_office ON letters_letter FOR SELECT USING (office_id = {OFFICE});
CREATE POLICY papers_paper_addressed ON papers_paper FOR SELECT USING ({OFFICE} IS NOT NULL AND EXISTS (
  SELECT 1 FROM letters_letter l WHERE l.paper_id = papers_paper.id AND l.office_id = {OFFICE}));
CREATE POLICY files_storedfile_addressed ON files_storedfile FOR SELECT USING ({OFFICE} IS NOT NULL AND EXISTS (
  SELECT 1 FROM papers_paper p JOIN letters_letter l ON l.paper_id = p.id
  WHERE p.file_id = files_storedfile.id AND l.office_id = {OFFICE}));
ALTER POLICY letters_asked_change ON letters_asked USING ({_WRITES} AND EXISTS (
  SELECT 1 FROM letters_letter l WHERE l.id = letter_id));
ALTER POLICY letters_asked_add ON letters_asked WITH CHECK ({_WRITES} AND EXISTS (
  SELECT 1 FROM letters_letter l WHERE l.id = letter_id));
ALTER POLICY letters_asked_remove ON letters_asked USING ({_WRITES} AND EXISTS (
  SELECT 1 FROM letters_letter l WHERE l.id = letter_id));
"""
_NONE = """
DROP POLICY IF EXISTS letters_letter_office ON letters_letter;
DROP POLICY IF EXISTS papers_paper_addressed ON papers_paper;
DROP POLICY IF EXISTS files_storedfile_addressed ON files_storedfile;
"""


class Migration(migrations.Migration):
    """Policies beside those of places; an office writes no row past the act of answering."""

    dependencies = [
        ("letters", "0003_offices"), ("papers", "0002_policies"), ("files", "0003_kind_agreement"),
        ("accounts", "0006_offices"),
    ]  # fmt: skip
    operations = [migrations.RunSQL(_POLICIES, _NONE)]
