"""The batch of an agreement belongs to the room of lists now; the column stays as it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A change of state alone: the key has no constraint in the database."""

    dependencies = [("agreements", "0002_policies"), ("lists", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "agreementbatch",
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="lists.batch",
                        verbose_name="批次",
                    ),
                ),
            ],
        ),
    ]
