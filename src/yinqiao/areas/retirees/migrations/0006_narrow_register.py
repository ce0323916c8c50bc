"""The register keeps what stands open: a change of state rewrites no ciphertext any more."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drop the ciphertexts; the triggers of the row history follow the columns."""

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
        pgtrigger.migrations.AddTrigger(
            model_name="retiree",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_retireeversion" ("archive_no", "archive_place", "born_on", "died_on", "education", "enterprise_id", "ethnic_group", "former_post", "former_unit", "id", "id_no_index", "id_tail_index", "is_synthetic", "lock_version", "merged_into_id", "name", "party_branch", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "place_no", "political_status", "retired_on", "retirement_type", "sex", "sources", "status", "status_on", "work_start_on") SELECT new_values."archive_no", new_values."archive_place", new_values."born_on", new_values."died_on", new_values."education", new_values."enterprise_id", new_values."ethnic_group", new_values."former_post", new_values."former_unit", new_values."id", new_values."id_no_index", new_values."id_tail_index", new_values."is_synthetic", new_values."lock_version", new_values."merged_into_id", new_values."name", new_values."party_branch", NOW(), \'insert\', new_values."id", new_values."phone_index", new_values."place_no", new_values."political_status", new_values."retired_on", new_values."retirement_type", new_values."sex", new_values."sources", new_values."status", new_values."status_on", new_values."work_start_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a509126487c6ac4d17b61592182c52b070d57803",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8c793",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="retirees_retiree",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retiree",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_retireeversion" ("archive_no", "archive_place", "born_on", "died_on", "education", "enterprise_id", "ethnic_group", "former_post", "former_unit", "id", "id_no_index", "id_tail_index", "is_synthetic", "lock_version", "merged_into_id", "name", "party_branch", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "place_no", "political_status", "retired_on", "retirement_type", "sex", "sources", "status", "status_on", "work_start_on") SELECT new_values."archive_no", new_values."archive_place", new_values."born_on", new_values."died_on", new_values."education", new_values."enterprise_id", new_values."ethnic_group", new_values."former_post", new_values."former_unit", new_values."id", new_values."id_no_index", new_values."id_tail_index", new_values."is_synthetic", new_values."lock_version", new_values."merged_into_id", new_values."name", new_values."party_branch", NOW(), \'update\', new_values."id", new_values."phone_index", new_values."place_no", new_values."political_status", new_values."retired_on", new_values."retirement_type", new_values."sex", new_values."sources", new_values."status", new_values."status_on", new_values."work_start_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e69f8a1c75ce03ccd449a5a13482417971e0da21",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_362f6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="retirees_retiree",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retiree",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_retireeversion" ("archive_no", "archive_place", "born_on", "died_on", "education", "enterprise_id", "ethnic_group", "former_post", "former_unit", "id", "id_no_index", "id_tail_index", "is_synthetic", "lock_version", "merged_into_id", "name", "party_branch", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "place_no", "political_status", "retired_on", "retirement_type", "sex", "sources", "status", "status_on", "work_start_on") SELECT old_values."archive_no", old_values."archive_place", old_values."born_on", old_values."died_on", old_values."education", old_values."enterprise_id", old_values."ethnic_group", old_values."former_post", old_values."former_unit", old_values."id", old_values."id_no_index", old_values."id_tail_index", old_values."is_synthetic", old_values."lock_version", old_values."merged_into_id", old_values."name", old_values."party_branch", NOW(), \'delete\', old_values."id", old_values."phone_index", old_values."place_no", old_values."political_status", old_values."retired_on", old_values."retirement_type", old_values."sex", old_values."sources", old_values."status", old_values."status_on", old_values."work_start_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a31a85cd0ed6e61c8a8ec1946c5cc91051d697bb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12953",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="retirees_retiree",
                    when="AFTER",
                ),
            ),
        ),
        # Room on each page for the change of status that acceptance brings to everybody at once.
        migrations.RunSQL("ALTER TABLE retirees_retiree SET (fillfactor = 50)", migrations.RunSQL.noop),
    ]
