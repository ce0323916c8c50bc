"""A former name knows by which entry it came: a merge brings the names of the entry that gave way, a split takes them along.

A register from before names were found by search gets the names that its rosters told: by a job, for that takes a while.
"""

from typing import Any

from django.db import migrations, models

from yinqiao.platform.database.functions import CurrentAct

_WHOLE = "SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true)"
_ADD = f"""
{_WHOLE};
ALTER TABLE retirees_formername ADD COLUMN entry_id uuid;
UPDATE retirees_formername SET entry_id = retiree_id;
ALTER TABLE retirees_formername ALTER COLUMN entry_id SET NOT NULL;
ALTER TABLE retirees_formername DROP CONSTRAINT retirees_formername_pkey;
ALTER TABLE retirees_formername ADD PRIMARY KEY (retiree_id, entry_id, name);
"""
_TAKE = f"""
{_WHOLE};
DELETE FROM retirees_formername WHERE entry_id <> retiree_id;
ALTER TABLE retirees_formername DROP CONSTRAINT retirees_formername_pkey;
ALTER TABLE retirees_formername DROP COLUMN entry_id;
ALTER TABLE retirees_formername ADD PRIMARY KEY (retiree_id, name);
"""


def write_what_was_told(apps: Any, schema_editor: Any) -> None:
    """Queue the job once, where there are people already; the worker does it after the upgrade, and again if it dies."""
    from yinqiao.platform.access.types import Actor
    from yinqiao.platform.jobs import enqueue

    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_WHOLE)
        cursor.execute("SELECT EXISTS (SELECT 1 FROM retirees_retiree)")
        if cursor.fetchone()[0]:
            enqueue("retirees.write_former_names", Actor.system("曾用名补录"), lock="retirees.write_former_names")


class Migration(migrations.Migration):
    """Names by entry."""

    dependencies = [
        ("retirees", "0013_namesakes_and_versions"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_ADD, _TAKE)],
            state_operations=[
                # The state knows no change of a primary key.
                migrations.DeleteModel(name="FormerName"),
                migrations.CreateModel(
                    name="FormerName",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "retiree_id",
                                "entry_id",
                                "name",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("retiree_id", models.UUIDField(verbose_name="退休人员")),
                        (
                            "entry_id",
                            models.UUIDField(help_text="本人登记，或并入本人的登记", verbose_name="来自登记"),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        (
                            "is_told",
                            models.BooleanField(
                                help_text="是：名册或本人所填曾用名；否：登记簿中更改前的姓名",
                                verbose_name="是否曾用名",
                            ),
                        ),
                        (
                            "act_id",
                            models.UUIDField(
                                db_default=CurrentAct(),
                                null=True,
                                verbose_name="所属办理",
                            ),
                        ),
                    ],
                    options={"verbose_name": "曾用名"},
                ),
            ],
        ),
        migrations.RunPython(write_what_was_told, migrations.RunPython.noop),
    ]
