"""Applications by the person or a relative in the portal, the word of whom another applies for, why a case is proposed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What the portal, whoever applies for another, and the proposals of the night add to a case."""

    dependencies = [
        ("aid", "0004_relief_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="relief",
            name="agreed",
            field=models.CharField(
                blank=True,
                choices=[("spoken", "当面口头同意"), ("signed", "签了委托书")],
                db_default="",
                max_length=8,
                verbose_name="同意代为申请的方式",
            ),
        ),
        migrations.AddField(
            model_name="relief",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("grade", "民政部门认定了困难"),
                    ("illness", "有关单位告知应去探望"),
                    ("family_death", "共同生活的家人去世"),
                    ("benefit", "原企业的一项待遇停了"),
                    ("need", "走访时说生活困难"),
                ],
                db_default="",
                max_length=12,
                verbose_name="提示的理由",
            ),
        ),
        migrations.AddField(
            model_name="relief",
            name="reason_on",
            field=models.DateField(null=True, verbose_name="提示依据的日期"),
        ),
        migrations.AddField(
            model_name="relief",
            name="told",
            field=models.BinaryField(null=True, verbose_name="申请时所填"),
        ),
        migrations.AddField(
            model_name="relief",
            name="warrant_id",
            field=models.UUIDField(null=True, verbose_name="代办授权"),
        ),
        migrations.AlterField(
            model_name="consent",
            name="way",
            field=models.CharField(
                choices=[
                    ("signed", "本人书面同意"),
                    ("electronic", "本人电子方式同意"),
                    ("guardian", "监护人书面同意"),
                    ("warrant", "授权的家属电子方式同意"),
                ],
                max_length=12,
                verbose_name="方式",
            ),
        ),
        migrations.AlterField(
            model_name="relief",
            name="consent_way",
            field=models.CharField(
                blank=True,
                choices=[
                    ("signed", "本人书面同意"),
                    ("electronic", "本人电子方式同意"),
                    ("guardian", "监护人书面同意"),
                    ("warrant", "授权的家属电子方式同意"),
                ],
                db_default="",
                max_length=12,
                verbose_name="授权方式",
            ),
        ),
        migrations.AlterField(
            model_name="relief",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("declined", "本人不申请"),
                    ("withdrawn", "本人撤回"),
                    ("no_need", "复核后不再符合"),
                    ("paid_out", "一次性救助已发放"),
                    ("deceased", "本人已故"),
                    ("not_needed", "问过本人，不需要救助"),
                    ("wrong", "提示所依据的情况不实"),
                    ("helped", "已有其他救助"),
                ],
                db_default="",
                max_length=10,
                verbose_name="结束原因",
            ),
        ),
    ]
