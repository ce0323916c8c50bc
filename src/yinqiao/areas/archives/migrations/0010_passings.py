"""Who holds an archive is read from its passings; its catalogue is asked for once for a statement (0024)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.passings import read_from_passings
from yinqiao.platform.database.references import refers

_FUTURE_IDS = "UPDATE archives_cataloguerow SET seal_id = yq_uuid7() WHERE seal_id IS NULL AND state = 'ready'"


class Migration(migrations.Migration):
    """The table of holders becomes a view of that name."""

    dependencies = [
        ("archives", "0009_read_once"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="custody",
            options={"managed": False, "verbose_name": "档案保管"},
        ),
        migrations.AddField(
            model_name="archive",
            name="entered_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                help_text="平台从何时起知道由企业保管",
                verbose_name="入册时刻",
            ),
        ),
        migrations.AlterField(
            model_name="archive",
            name="catalogue",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="volumes",
                to="archives.catalogue",
                verbose_name="目录",
            ),
        ),
        migrations.CreateModel(
            name="ArchivePassing",
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
                        "archive_id", "no", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "archive",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="archives.archive",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案交接",
                "db_table": "archives_passing",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder_city", ""), ("holder_place_no__isnull", False)),
                            models.Q(("holder_place_no__isnull", True), models.Q(("holder_city", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="archives_passes_to_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("no__gt", 0)), name="archives_passing_counts"),
                ],
            },
        ),
        *read_from_passings(Custody("archives_custody", "archives_archive", "archive_id", "archives_passing")),
        # Who submits a row finds the id that its archive will have, of rows checked before as well.
        migrations.RunSQL(_FUTURE_IDS, migrations.RunSQL.noop),
        refers("archives_archive", "catalogue_id", "archives_catalogue"),
    ]
