"""Who has an asset is read from its passings (0024)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.passings import read_from_passings


class Migration(migrations.Migration):
    """The table of holders becomes a view of that name."""

    dependencies = [
        ("assets", "0004_holder_city"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="assetcustody",
            options={"managed": False, "verbose_name": "资产管理使用"},
        ),
        migrations.AddField(
            model_name="asset",
            name="entered_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                help_text="平台从何时起知道由企业管理使用",
                verbose_name="入册时刻",
            ),
        ),
        migrations.CreateModel(
            name="AssetPassing",
            fields=[
                ("no", models.SmallIntegerField(verbose_name="第几次交接")),
                ("holder_place_no", models.IntegerField(null=True, verbose_name="保管单位")),
                (
                    "holder_city",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="移交外市的，为该市名称",
                        max_length=60,
                        verbose_name="保管城市",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="交接时刻")),
                ("act_id", models.UUIDField(verbose_name="所属办理")),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "asset_id", "no", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="assets.asset",
                        verbose_name="资产",
                    ),
                ),
            ],
            options={
                "verbose_name": "资产交接",
                "db_table": "assets_assetpassing",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder_city", ""), ("holder_place_no__isnull", False)),
                            models.Q(("holder_place_no__isnull", True), models.Q(("holder_city", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="assets_passes_to_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("no__gt", 0)), name="assets_passing_counts"),
                ],
            },
        ),
        *read_from_passings(Custody("assets_assetcustody", "assets_asset", "asset_id", "assets_assetpassing")),
    ]
