"""Takes over the table of requests as it is: ciphertexts, policies and grants hang on its name."""

import django.db.models.deletion
from django.db import migrations, models

import yinqiao.platform.database.functions

_REQUEST = migrations.CreateModel(
    name="DataRequest",
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
        (
            "kind",
            models.CharField(
                help_text="copy 查阅复制、correct 更正补充、delete 删除", max_length=8, verbose_name="请求"
            ),
        ),
        (
            "asked_by",
            models.CharField(
                help_text="self 本人、relative 近亲属、proxy 受托人", max_length=12, verbose_name="提出人"
            ),
        ),
        ("text", models.BinaryField(verbose_name="说明（密文）")),
        ("received_on", models.DateField(verbose_name="收到日期")),
        ("due_on", models.DateField(verbose_name="答复期限")),
        (
            "state",
            models.CharField(
                default="open",
                help_text="open 待办、done 已办、refused 不予办理",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        ("answer", models.BinaryField(null=True, verbose_name="答复（密文）")),
        ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
        (
            "retiree",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="data_requests",
                to="retirees.retiree",
                verbose_name="退休人员",
            ),
        ),
    ],
    options={"verbose_name": "个人信息请求", "db_table": "retirees_datarequest"},
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("retirees", "0011_rooms_of_their_own"),
    ]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[_REQUEST])]
