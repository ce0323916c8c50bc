"""The names that people had before, so that search finds and marks them; behind the wall of their person."""

from django.db import migrations, models

import yinqiao.platform.database.functions
from yinqiao.platform.database.policies import EVERYBODY, of_person, protect


class Migration(migrations.Migration):
    """A small table beside the register: most people have no row in it."""

    dependencies = [("retirees", "0009_type_ahead")]
    operations = [
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "retiree_id", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("retiree_id", models.UUIDField(verbose_name="退休人员")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "is_told",
                    models.BooleanField(
                        help_text="是：名册或本人所填曾用名；否：登记簿中更改前的姓名", verbose_name="是否曾用名"
                    ),
                ),
                (
                    "act_id",
                    models.UUIDField(
                        db_default=yinqiao.platform.database.functions.CurrentAct(), null=True, verbose_name="所属办理"
                    ),
                ),
            ],
            options={"verbose_name": "曾用名"},
        ),
        protect("retirees_formername", f"({EVERYBODY} OR {of_person()})"),
    ]
