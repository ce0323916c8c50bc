"""Days of the log are found by a summary of its pages, which costs an act next to nothing."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    """The index on the moment of an entry."""

    dependencies = [("audit", "0003_seal")]
    operations = [
        migrations.AddIndex(
            "entry", BrinIndex(fields=["at"], name="audit_entry_at", pages_per_range=32, autosummarize=True)
        ),
    ]
