"""The open row knows the digest of its sealed facts, and the row history with it; the history's triggers follow."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

DIGEST = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
UPDATE retirees_retiree r SET facts_digest = sha256(s.facts) FROM retirees_sealedfacts s WHERE s.retiree_id = r.id;
-- The versions of made-up people (0005 refuses others) are given it too, though they are closed to everybody else.
ALTER TABLE retirees_retireeversion NO FORCE ROW LEVEL SECURITY;
ALTER TABLE retirees_retireeversion DISABLE TRIGGER USER;
UPDATE retirees_retireeversion v SET facts_digest = sha256(s.facts) FROM retirees_sealedfacts s
WHERE s.retiree_id = v.pgh_obj_id;
ALTER TABLE retirees_retireeversion ENABLE TRIGGER USER;
ALTER TABLE retirees_retireeversion FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """A ciphertext that was swapped or put back shows."""

    dependencies = [
        ("retirees", "0006_narrow_register"),
    ]

    operations = [
        migrations.AddField(
            model_name="retiree",
            name="facts_digest",
            field=models.BinaryField(
                default=b"",
                help_text="密文资料的 SHA-256：密文被替换、回退或调换时可以发现，随登记历史一起封存",
                verbose_name="密文摘要",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="retireeversion",
            name="facts_digest",
            field=models.BinaryField(
                default=b"",
                help_text="密文资料的 SHA-256：密文被替换、回退或调换时可以发现，随登记历史一起封存",
                verbose_name="密文摘要",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(DIGEST, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="retiree",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_retireeversion" ("archive_no", "archive_place", "born_on", "died_on", "education", "enterprise_id", "ethnic_group", "facts_digest", "former_post", "former_unit", "id", "id_no_index", "id_tail_index", "is_synthetic", "lock_version", "merged_into_id", "name", "party_branch", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "place_no", "political_status", "retired_on", "retirement_type", "sex", "sources", "status", "status_on", "work_start_on") SELECT new_values."archive_no", new_values."archive_place", new_values."born_on", new_values."died_on", new_values."education", new_values."enterprise_id", new_values."ethnic_group", new_values."facts_digest", new_values."former_post", new_values."former_unit", new_values."id", new_values."id_no_index", new_values."id_tail_index", new_values."is_synthetic", new_values."lock_version", new_values."merged_into_id", new_values."name", new_values."party_branch", NOW(), \'insert\', new_values."id", new_values."phone_index", new_values."place_no", new_values."political_status", new_values."retired_on", new_values."retirement_type", new_values."sex", new_values."sources", new_values."status", new_values."status_on", new_values."work_start_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="49b8139861c3f4b771f2d7a328b7ae0fd5cdefbc",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_retireeversion" ("archive_no", "archive_place", "born_on", "died_on", "education", "enterprise_id", "ethnic_group", "facts_digest", "former_post", "former_unit", "id", "id_no_index", "id_tail_index", "is_synthetic", "lock_version", "merged_into_id", "name", "party_branch", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "place_no", "political_status", "retired_on", "retirement_type", "sex", "sources", "status", "status_on", "work_start_on") SELECT new_values."archive_no", new_values."archive_place", new_values."born_on", new_values."died_on", new_values."education", new_values."enterprise_id", new_values."ethnic_group", new_values."facts_digest", new_values."former_post", new_values."former_unit", new_values."id", new_values."id_no_index", new_values."id_tail_index", new_values."is_synthetic", new_values."lock_version", new_values."merged_into_id", new_values."name", new_values."party_branch", NOW(), \'update\', new_values."id", new_values."phone_index", new_values."place_no", new_values."political_status", new_values."retired_on", new_values."retirement_type", new_values."sex", new_values."sources", new_values."status", new_values."status_on", new_values."work_start_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="045ca2eaf4d4af3646ad8eb7403ba3b589b6f645",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_retireeversion" ("archive_no", "archive_place", "born_on", "died_on", "education", "enterprise_id", "ethnic_group", "facts_digest", "former_post", "former_unit", "id", "id_no_index", "id_tail_index", "is_synthetic", "lock_version", "merged_into_id", "name", "party_branch", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_index", "place_no", "political_status", "retired_on", "retirement_type", "sex", "sources", "status", "status_on", "work_start_on") SELECT old_values."archive_no", old_values."archive_place", old_values."born_on", old_values."died_on", old_values."education", old_values."enterprise_id", old_values."ethnic_group", old_values."facts_digest", old_values."former_post", old_values."former_unit", old_values."id", old_values."id_no_index", old_values."id_tail_index", old_values."is_synthetic", old_values."lock_version", old_values."merged_into_id", old_values."name", old_values."party_branch", NOW(), \'delete\', old_values."id", old_values."phone_index", old_values."place_no", old_values."political_status", old_values."retired_on", old_values."retirement_type", old_values."sex", old_values."sources", old_values."status", old_values."status_on", old_values."work_start_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="eeb4642684c8b59831516cd3e78f0d6839baf430",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12953",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="retirees_retiree",
                    when="AFTER",
                ),
            ),
        ),
    ]
