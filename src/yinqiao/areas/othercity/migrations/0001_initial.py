import django.db.models.deletion
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("retirees", "0016_told_act"),
    ]

    operations = [
        migrations.CreateModel(
            name="Residence",
            fields=[
                (
                    "retiree",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="retirees.retiree",
                        verbose_name="人员",
                    ),
                ),
                ("city", models.CharField(blank=True, default="", max_length=4, verbose_name="居住城市")),
                (
                    "how",
                    models.CharField(
                        choices=[("address", "按常住地址识别"), ("by_hand", "经办人指定")],
                        max_length=12,
                        verbose_name="依据",
                    ),
                ),
                (
                    "facts_digest",
                    models.BinaryField(help_text="识别时密文资料的摘要；资料改动后重新识别", verbose_name="密文摘要"),
                ),
                ("act_id", models.UUIDField(verbose_name="所属办理")),
            ],
            options={
                "verbose_name": "居住城市",
            },
        ),
        migrations.CreateModel(
            name="Package",
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
                    "side",
                    models.CharField(choices=[("out", "移出"), ("in", "移入")], max_length=3, verbose_name="方向"),
                ),
                ("city", models.CharField(max_length=4, verbose_name="对方城市")),
                ("place_no", models.IntegerField(verbose_name="经办单位")),
                ("number", models.CharField(max_length=32, verbose_name="编号")),
                ("sequence", models.IntegerField(verbose_name="序号")),
                ("covers", models.JSONField(verbose_name="移交内容")),
                ("people", models.IntegerField(verbose_name="人数")),
                ("made_on", models.DateField(verbose_name="发出日期")),
                ("valid_to", models.DateField(help_text="最后一天仍可答复", verbose_name="答复期限")),
                ("due_on", models.DateField(help_text="过了这一天仍有人未答复的，上升到市级", verbose_name="上升日期")),
                ("made_name", models.CharField(max_length=64, verbose_name="经办人")),
                ("ended_on", models.DateField(help_text="没有人再等待答复之日", null=True, verbose_name="办结日期")),
            ],
            options={
                "verbose_name": "异地移交包",
                "indexes": [models.Index(fields=["place_no", "side"], name="othercity_package_place")],
                "constraints": [
                    models.UniqueConstraint(fields=("side", "city", "number"), name="othercity_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("side", "out")), fields=("city", "sequence"), name="othercity_sequence_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("made_on"))), name="othercity_valid_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicKeys",
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
                ("city", models.CharField(max_length=4, verbose_name="城市")),
                ("sign_kid", models.CharField(max_length=64, verbose_name="签名公钥编号")),
                ("sign", models.BinaryField(verbose_name="签名公钥")),
                ("open_kid", models.CharField(max_length=64, verbose_name="加密公钥编号")),
                ("open", models.BinaryField(verbose_name="加密公钥")),
                ("fingerprint", models.CharField(max_length=32, verbose_name="指纹")),
                ("registered_at", models.DateTimeField(verbose_name="登记时刻")),
                ("registered_by", models.UUIDField(null=True, verbose_name="登记人")),
                ("registered_name", models.CharField(max_length=64, verbose_name="登记人姓名")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时刻")),
                ("confirmed_name", models.CharField(blank=True, default="", max_length=64, verbose_name="确认人姓名")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="停用时刻")),
                ("revoked_name", models.CharField(blank=True, default="", max_length=64, verbose_name="停用人姓名")),
            ],
            options={
                "verbose_name": "城市公钥",
                "constraints": [
                    models.UniqueConstraint(fields=("fingerprint",), name="othercity_keys_once"),
                    models.UniqueConstraint(fields=("sign_kid",), name="othercity_sign_kid_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
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
                ("place_no", models.IntegerField(verbose_name="经办单位")),
                ("ref", models.UUIDField(verbose_name="对方人员编号")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("born_on", models.DateField(verbose_name="出生日期")),
                ("employer", models.CharField(max_length=200, verbose_name="原企业")),
                ("archives", models.IntegerField(verbose_name="档案卷数")),
                ("has_party", models.BooleanField(verbose_name="随转党组织关系")),
                ("id_no_index", models.BinaryField(verbose_name="身份证号盲索引")),
                ("facts", models.BinaryField(verbose_name="密文资料")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待办理"),
                            ("accepted", "已接收"),
                            ("returned", "已退回"),
                            ("withdrawn", "对方已撤回"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("state_on", models.DateField(verbose_name="状态日期")),
                ("reason", models.CharField(blank=True, default="", max_length=24, verbose_name="退回原因")),
                ("note", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
                ("is_recalled", models.BooleanField(default=False, verbose_name="答复后对方又撤回")),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrivals",
                        to="othercity.package",
                        verbose_name="移交包",
                    ),
                ),
            ],
            options={
                "verbose_name": "外市移入人员",
                "indexes": [
                    models.Index(fields=["place_no", "state"], name="othercity_arrival_place"),
                    models.Index(fields=["id_no_index"], name="othercity_arrival_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("package", "ref"), name="othercity_ref_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "returned"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="othercity_arrival_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        editable=False, help_text="文件自己的编号（jti）", primary_key=True, serialize=False
                    ),
                ),
                ("place_no", models.IntegerField(verbose_name="经办单位")),
                (
                    "kind",
                    models.CharField(
                        choices=[("package", "移交包"), ("answer", "答复"), ("withdrawal", "撤回")],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("is_ours", models.BooleanField(verbose_name="本市生成")),
                ("kid", models.CharField(max_length=64, verbose_name="签名公钥编号")),
                ("digest", models.CharField(help_text="SHA-256", max_length=64, verbose_name="文件摘要")),
                ("file_id", models.UUIDField(verbose_name="文件")),
                ("people", models.IntegerField(verbose_name="人数")),
                ("made_at", models.DateTimeField(verbose_name="签署时刻")),
                ("stored_at", models.DateTimeField(verbose_name="登记时刻")),
                ("stored_name", models.CharField(max_length=64, verbose_name="经办人")),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="othercity.package",
                        verbose_name="移交包",
                    ),
                ),
            ],
            options={
                "verbose_name": "异地移交文件",
                "indexes": [models.Index(fields=["package"], name="othercity_papers_of")],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("place_no", models.IntegerField(verbose_name="经办单位")),
                ("retiree_id", models.UUIDField(verbose_name="人员")),
                ("enterprise_id", models.IntegerField(verbose_name="企业")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "已发出，等待答复"),
                            ("accepted", "对方已接收"),
                            ("returned", "对方退回"),
                            ("withdrawn", "已撤回"),
                            ("overtaken", "情况有变，停止移交"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("state_on", models.DateField(verbose_name="状态日期")),
                ("reason", models.CharField(blank=True, default="", max_length=24, verbose_name="原因")),
                ("note", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="停止移交之后对方仍作的答复",
                        max_length=12,
                        verbose_name="对方答复",
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="othercity.package",
                        verbose_name="移交包",
                    ),
                ),
            ],
            options={
                "verbose_name": "异地移交人员",
                "indexes": [
                    models.Index(fields=["retiree_id"], name="othercity_of_person"),
                    models.Index(fields=["place_no", "state"], name="othercity_transfer_place"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("package", "retiree_id"), name="othercity_person_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")), fields=("retiree_id",), name="othercity_one_offer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["returned", "overtaken"]), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state__in", ["returned", "overtaken"]), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="othercity_transfer_reason",
                    ),
                ],
            },
        ),
    ]
