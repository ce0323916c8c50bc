"""Who is responsible for a party organisation is read from its passings (0024)."""

import django.db.models.deletion
from django.db import migrations, models

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.passings import read_from_passings

_CUSTODY = Custody(
    "branches_custody", "branches_organisation", "organisation_id", "branches_passing", since="listed_at"
)


class Migration(migrations.Migration):
    """The table of holders becomes a view of that name."""

    dependencies = [
        ("branches", "0002_policies"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="custody",
            options={"managed": False, "verbose_name": "党组织管理责任"},
        ),
        migrations.CreateModel(
            name="OrganisationPassing",
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
                        "organisation_id", "no", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="branches.organisation",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "党组织管理责任交接",
                "db_table": "branches_passing",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder_city", ""), ("holder_place_no__isnull", False)),
                            models.Q(("holder_place_no__isnull", True), models.Q(("holder_city", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="branches_passes_to_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("no__gt", 0)), name="branches_passing_counts"),
                ],
            },
        ),
        *read_from_passings(_CUSTODY),
    ]
