"""Who is responsible for a member is read from passings; a step touches no index, and references are asked for once (0024)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.passings import read_from_passings
from yinqiao.platform.database.policies import check_once
from yinqiao.platform.database.references import refers


class Migration(migrations.Migration):
    """The table of holders becomes a view of that name; letters are checked once for a statement."""

    dependencies = [
        ("organisations", "0002_succession"),
        ("party", "0004_read_once"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="custody",
            options={"managed": False, "verbose_name": "党员管理责任"},
        ),
        migrations.RemoveIndex(
            model_name="member",
            name="party_member_place",
        ),
        migrations.AddField(
            model_name="member",
            name="entered_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                help_text="平台从何时起知道由企业的党组织负责",
                verbose_name="入册时刻",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="party.member",
                verbose_name="党员",
            ),
        ),
        migrations.AlterField(
            model_name="member",
            name="organisation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="party.organisation",
                verbose_name="所在党支部",
            ),
        ),
        migrations.AlterField(
            model_name="member",
            name="roster",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="party.roster",
                verbose_name="党员名册",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["place_no"], name="party_member_place"),
        ),
        migrations.CreateModel(
            name="MemberPassing",
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
                        "member_id", "no", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="party.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "党员管理责任交接",
                "db_table": "party_passing",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder_city", ""), ("holder_place_no__isnull", False)),
                            models.Q(("holder_place_no__isnull", True), models.Q(("holder_city", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="party_passes_to_one",
                    ),
                    models.CheckConstraint(condition=models.Q(("no__gt", 0)), name="party_passing_counts"),
                ],
            },
        ),
        migrations.RunSQL("ALTER TABLE party_member SET (fillfactor = 50)", migrations.RunSQL.noop),
        *read_from_passings(Custody("party_custody", "party_member", "member_id", "party_passing")),
        refers("party_member", "roster_id", "party_roster"),
        refers("party_member", "organisation_id", "party_organisation"),
        refers("party_letter", "member_id", "party_member", as_seen=True),
        check_once("party_letter", "act_id = yq_current_act()", append_only=True),
    ]
