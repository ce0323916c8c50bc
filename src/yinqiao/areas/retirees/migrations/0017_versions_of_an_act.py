"""Which versions an act made is asked by an undo alone: a summary of ranges answers it, and costs no entry for each version."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    """One index less for each version, of which a roster writes two for each person."""

    dependencies = [("retirees", "0016_told_act")]
    operations = [
        migrations.RemoveIndex("retireeversion", "retirees_version_act"),
        migrations.AddIndex(
            "retireeversion",
            django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["act_id"], name="retirees_version_of_act"
            ),
        ),
    ]
