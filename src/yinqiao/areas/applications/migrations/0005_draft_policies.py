"""A draft is read by its person and by nobody who works here; what a person does is written by acts that widen."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PERSON, own, protect

# The line of the timeline that a person's own act adds (decision 0045).
_ADD = """
ALTER POLICY applications_passage_kept_add ON applications_passage WITH CHECK ({check})
"""


class Migration(migrations.Migration):
    """Row-level security of drafts."""

    dependencies = [("applications", "0004_draft"), ("database", "0001_functions")]
    operations = [
        protect("applications_draft", EVERYBODY),
        own("applications_draft"),
        migrations.RunSQL(
            _ADD.format(check=f"{PERSON} IS NULL OR {EVERYBODY}"), _ADD.format(check=f"{PERSON} IS NULL")
        ),
    ]
