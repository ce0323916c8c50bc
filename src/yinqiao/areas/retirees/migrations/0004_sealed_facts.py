"""A table for what is sealed of each person, with the history of what was replaced."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import yinqiao.platform.database.functions
from yinqiao.platform.database.policies import EVERYBODY, of_person, protect

PERSON = f"({EVERYBODY} OR {of_person()})"
# As for the other versions: an enterprise sees what stands, never what stood.
VERSION = f"({EVERYBODY} OR (nullif(current_setting('yq.nlo', true), '') IS NOT NULL AND {of_person('pgh_obj_id')}))"


class Migration(migrations.Migration):
    """Sealed facts and their history, behind the wall of their person."""

    dependencies = [("retirees", "0003_names")]
    operations = [
        migrations.CreateModel(
            name="SealedFacts",
            fields=[
                (
                    "retiree",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sealed",
                        serialize=False,
                        to="retirees.retiree",
                        verbose_name="退休人员",
                    ),
                ),
                (
                    "facts",
                    models.BinaryField(
                        help_text="身份证号、手机、地址、楼栋、健康与家庭等，JSON 加密存放", verbose_name="密文资料"
                    ),
                ),
            ],
            options={
                "verbose_name": "密文资料",
            },
        ),
        migrations.CreateModel(
            name="SealedFactsVersion",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "facts",
                    models.BinaryField(
                        help_text="身份证号、手机、地址、楼栋、健康与家庭等，JSON 加密存放", verbose_name="密文资料"
                    ),
                ),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "act_id",
                    models.UUIDField(
                        db_default=yinqiao.platform.database.functions.CurrentAct(), null=True, verbose_name="所属办理"
                    ),
                ),
            ],
            options={
                "verbose_name": "密文资料历史",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedfacts",
            trigger=pgtrigger.compiler.Trigger(
                name="replaced_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_sealedfactsversion" ("facts", "pgh_created_at", "pgh_label", "pgh_obj_id", "retiree_id") SELECT old_values."facts", NOW(), \'replaced\', old_values."retiree_id", old_values."retiree_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="77d33f39f888cea0af5b1ac1202606968cca7a3b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_replaced_update_08ded",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="retirees_sealedfacts",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sealedfacts",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirees_sealedfactsversion" ("facts", "pgh_created_at", "pgh_label", "pgh_obj_id", "retiree_id") SELECT old_values."facts", NOW(), \'removed\', old_values."retiree_id", old_values."retiree_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="acc13ac03473f04bdb7c6af4d1e04aa2cdc333b6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_57c03",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="retirees_sealedfacts",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="sealedfactsversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="retirees.sealedfacts",
            ),
        ),
        migrations.AddField(
            model_name="sealedfactsversion",
            name="retiree",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="retirees.retiree",
                verbose_name="退休人员",
            ),
        ),
        migrations.AddIndex(
            model_name="sealedfactsversion",
            index=models.Index(fields=["act_id"], name="retirees_facts_act"),
        ),
        protect("retirees_sealedfacts", PERSON),
        protect("retirees_sealedfactsversion", VERSION, insert="true", append_only=True),
    ]
