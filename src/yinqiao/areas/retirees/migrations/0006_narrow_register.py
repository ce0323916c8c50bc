"""The register keeps what stands open: a change of state rewrites no ciphertext any more."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drop the ciphertexts; the triggers come back with 0007."""

    dependencies = [("retirees", "0005_reseal")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="retiree",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="retiree",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="retiree",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="retiree",
            name="address",
        ),
        migrations.RemoveField(
            model_name="retiree",
            name="building",
        ),
        migrations.RemoveField(
            model_name="retiree",
            name="household_address",
        ),
        migrations.RemoveField(
            model_name="retiree",
            name="id_no",
        ),
        migrations.RemoveField(
            model_name="retiree",
            name="phone",
        ),
        migrations.RemoveField(
            model_name="retiree",
            name="profile",
        ),
        migrations.RemoveField(
            model_name="retireeversion",
            name="address",
        ),
        migrations.RemoveField(
            model_name="retireeversion",
            name="building",
        ),
        migrations.RemoveField(
            model_name="retireeversion",
            name="household_address",
        ),
        migrations.RemoveField(
            model_name="retireeversion",
            name="id_no",
        ),
        migrations.RemoveField(
            model_name="retireeversion",
            name="phone",
        ),
        migrations.RemoveField(
            model_name="retireeversion",
            name="profile",
        ),
        migrations.AlterField(
            model_name="retiree",
            name="merged_into",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="retirees.retiree",
                verbose_name="并入",
            ),
        ),
        # Room on each page for the change of status that acceptance brings to everybody at once.
        migrations.RunSQL("ALTER TABLE retirees_retiree SET (fillfactor = 50)", migrations.RunSQL.noop),
    ]
