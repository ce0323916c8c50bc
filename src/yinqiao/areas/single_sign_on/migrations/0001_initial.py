"""Identities at the office platform."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_offices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Identity",
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
                ("subject", models.BinaryField(verbose_name="对方平台的用户标识（密文）")),
                ("subject_index", models.BinaryField(unique=True, verbose_name="用户标识索引")),
                ("bound_at", models.DateTimeField(verbose_name="绑定时刻")),
                ("last_used_at", models.DateTimeField(null=True, verbose_name="最近登录时刻")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={"verbose_name": "单点登录身份"},
        ),
    ]
