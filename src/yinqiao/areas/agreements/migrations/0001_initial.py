"""Tables of agreements, their versions, remarks, batches and numbers."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("handover", "0010_namesakes"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementNumber",
            fields=[
                ("year", models.IntegerField(primary_key=True, serialize=False, verbose_name="年份")),
                ("last", models.IntegerField(verbose_name="最近编号")),
            ],
            options={
                "verbose_name": "协议编号",
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                ("agreement_no", models.CharField(max_length=40, verbose_name="协议编号")),
                ("covers_group", models.BooleanField(default=False, verbose_name="包括下属企业")),
                ("place_no", models.IntegerField(help_text="接收的市、区县或街道的先序编号", verbose_name="接收方")),
                (
                    "kind",
                    models.CharField(
                        choices=[("main", "移交协议"), ("supplementary", "补充协议")],
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("proposed", "待对方答复"),
                            ("agreed", "已议定，待签署"),
                            ("signed", "已签署，待备案"),
                            ("filed", "已备案"),
                            ("closed", "已办结"),
                            ("ended", "中途终止"),
                            ("cancelled", "已撤销"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "proposed_by",
                    models.CharField(
                        choices=[("enterprise", "企业"), ("place", "属地")], max_length=12, verbose_name="起草方"
                    ),
                ),
                ("version", models.IntegerField(default=1, verbose_name="当前版本")),
                (
                    "proposed_version",
                    models.IntegerField(
                        default=0, help_text="0 表示从未提请答复，对方看不到", verbose_name="对方可见的最新版本"
                    ),
                ),
                ("lock_version", models.IntegerField(default=1, verbose_name="修改序号")),
                (
                    "supplements_drafted",
                    models.IntegerField(default=0, help_text="补充协议按此编号", verbose_name="已起草的补充协议"),
                ),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("proposed_on", models.DateField(null=True, verbose_name="提请答复日期")),
                ("agreed_on", models.DateField(null=True, verbose_name="议定日期")),
                ("signed_on", models.DateField(null=True, verbose_name="签署日期")),
                ("scan_id", models.UUIDField(null=True, verbose_name="签署件")),
                ("filed_on", models.DateField(null=True, verbose_name="备案日期")),
                ("filed_no", models.CharField(blank=True, default="", max_length=60, verbose_name="备案文号")),
                ("ended_on", models.DateField(null=True, verbose_name="结束日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("by_consent", "双方协商一致"),
                            ("restructured", "企业改制、重组或注销"),
                            ("taken_elsewhere", "改由其他地方接收"),
                            ("policy_changed", "政策调整"),
                            ("other", "其他（须说明）"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="终止原因",
                    ),
                ),
                ("end_note", models.CharField(blank=True, default="", max_length=500, verbose_name="余量说明")),
                ("end_remainder", models.IntegerField(null=True, verbose_name="结束时未接收人数")),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.enterprise",
                        verbose_name="企业",
                    ),
                ),
                (
                    "main",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="agreements.agreement",
                        verbose_name="主协议",
                    ),
                ),
            ],
            options={
                "verbose_name": "移交协议",
            },
        ),
        migrations.CreateModel(
            name="AgreementBatch",
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
                ("batch_no", models.CharField(max_length=24, verbose_name="批次号")),
                (
                    "linked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="关联时刻"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="agreements.agreement",
                        verbose_name="协议",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="handover.batch",
                        verbose_name="批次",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.enterprise",
                        verbose_name="企业",
                    ),
                ),
            ],
            options={
                "verbose_name": "协议所含批次",
            },
        ),
        migrations.CreateModel(
            name="AgreementRemark",
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
                ("number", models.IntegerField(verbose_name="所答复的版本号")),
                ("remark", models.CharField(max_length=500, verbose_name="退回意见")),
                ("act_id", models.UUIDField(verbose_name="所属办理")),
                ("author_name", models.CharField(max_length=64, verbose_name="答复人")),
                (
                    "written_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="答复时刻"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="agreements.agreement",
                        verbose_name="协议",
                    ),
                ),
            ],
            options={
                "verbose_name": "协议退回意见",
            },
        ),
        migrations.CreateModel(
            name="AgreementVersion",
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
                ("number", models.IntegerField(verbose_name="版本号")),
                ("terms", models.JSONField(help_text="数量、人员范围、保留待遇、移交起止日期", verbose_name="内容")),
                ("remark", models.CharField(blank=True, default="", max_length=500, verbose_name="修改说明")),
                ("author_id", models.UUIDField(null=True, verbose_name="拟稿人")),
                ("author_name", models.CharField(max_length=64, verbose_name="拟稿人姓名")),
                (
                    "written_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="拟稿时刻"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="agreements.agreement",
                        verbose_name="协议",
                    ),
                ),
            ],
            options={
                "verbose_name": "协议版本",
            },
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["enterprise", "state"], name="agreements_of_enterprise"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["place_no", "state"], name="agreements_of_place"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("agreement_no",), name="agreements_number_once"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "main"), ("main__isnull", True)),
                    models.Q(("kind", "supplementary"), ("main__isnull", False)),
                    _connector="OR",
                ),
                name="agreements_supplement_has_main",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_version__gte", 0), ("proposed_version__lte", models.F("version")), ("version__gte", 1)
                ),
                name="agreements_versions_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["proposed", "agreed", "signed", "filed", "closed", "ended"]), _negated=True
                    ),
                    models.Q(("proposed_on__isnull", False), ("proposed_version", models.F("version"))),
                    _connector="OR",
                ),
                name="agreements_proposed_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["agreed", "signed", "filed", "closed", "ended"]), _negated=True),
                    ("agreed_on__isnull", False),
                    _connector="OR",
                ),
                name="agreements_agreed_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("scan_id__isnull", False),
                        ("signed_on__isnull", False),
                        ("state__in", ["signed", "filed", "closed", "ended"]),
                    ),
                    models.Q(
                        ("scan_id__isnull", True),
                        ("signed_on__isnull", True),
                        ("state__in", ["draft", "proposed", "agreed", "cancelled"]),
                    ),
                    _connector="OR",
                ),
                name="agreements_signed_has_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["filed", "closed"]), _negated=True),
                    models.Q(("filed_on__gte", models.F("signed_on")), models.Q(("filed_no", ""), _negated=True)),
                    _connector="OR",
                ),
                name="agreements_filed_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end_remainder__isnull", False),
                        ("ended_on__isnull", False),
                        ("state__in", ["closed", "ended"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["closed", "ended"]), _negated=True), ("end_remainder__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="agreements_end_says_remainder",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "ended"),
                        models.Q(("end_reason", ""), _negated=True),
                        models.Q(("end_note", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("end_reason", "")),
                    _connector="OR",
                ),
                name="agreements_ended_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementbatch",
            constraint=models.UniqueConstraint(fields=("batch",), name="agreements_batch_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(fields=("agreement", "number"), name="agreements_version_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="agreements_version_counts"),
        ),
    ]
