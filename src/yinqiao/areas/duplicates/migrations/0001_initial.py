"""Takes over the table of pairs as it is; its one constraint is named after the room."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions

_RENAME = "ALTER TABLE retirees_duplicatecase RENAME CONSTRAINT retirees_duplicate_once TO duplicates_once"
_RENAME_BACK = "ALTER TABLE retirees_duplicatecase RENAME CONSTRAINT duplicates_once TO retirees_duplicate_once"


def _side(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="retirees.retiree",
        verbose_name=name,
    )


_CASE = migrations.CreateModel(
    name="DuplicateCase",
    fields=[
        (
            "id",
            models.UUIDField(
                db_default=yinqiao.platform.database.functions.UUID7(),
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
        ("place_no", models.IntegerField(help_text="能同时看到两人的最低一级区划", verbose_name="处理地")),
        ("score", models.SmallIntegerField(verbose_name="相似度")),
        ("reasons", models.JSONField(default=list, verbose_name="理由")),
        (
            "state",
            models.CharField(
                default="open",
                help_text="open 待判定、merged 已合并、distinct 非同一人、split 已撤销合并",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        (
            "found_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="发现时刻"),
        ),
        ("decided_at", models.DateTimeField(null=True, verbose_name="判定时刻")),
        ("decided_by", models.UUIDField(null=True, verbose_name="判定人")),
        ("decided_act", models.UUIDField(null=True, verbose_name="判定办理")),
        ("first", _side("登记一")),
        ("second", _side("登记二")),
    ],
    options={
        "verbose_name": "疑似重复",
        "db_table": "retirees_duplicatecase",
        "constraints": [models.UniqueConstraint(fields=("first", "second"), name="duplicates_once")],
    },
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("retirees", "0011_rooms_of_their_own"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[_CASE],
            database_operations=[migrations.RunSQL(_RENAME, _RENAME_BACK)],
        ),
    ]
