"""A roster row holds what the register will take, in its form; batches that were checked before are checked anew."""

from django.db import migrations, models

# Their rows had another form: the officer sends the file again, which nothing hinders once the batch is refused.
AGAIN = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
UPDATE handover_batch SET state = 'refused', refusal_code = 'roster.form_changed',
    refusal_text = '系统升级后名册需要重新检查，数据未丢失。请重新上传同一份文件。'
WHERE state IN ('uploaded', 'checking', 'checked', 'submitting');
"""


class Migration(migrations.Migration):
    """The columns of the register in place of one ciphertext of everything."""

    dependencies = [
        ("handover", "0003_lookups"),
    ]

    operations = [
        migrations.RunSQL(AGAIN, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="rosterrow",
            name="payload",
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="archive_no",
            field=models.CharField(max_length=40, null=True, verbose_name="档号"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="archive_place",
            field=models.CharField(max_length=100, null=True, verbose_name="档案存放地点"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="born_on",
            field=models.DateField(null=True, verbose_name="出生日期"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="education",
            field=models.CharField(max_length=2, null=True, verbose_name="文化程度"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="ethnic_group",
            field=models.CharField(max_length=2, null=True, verbose_name="民族"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="facts",
            field=models.BinaryField(help_text="只有要登记或变更的行才有", null=True, verbose_name="密文资料"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="facts_id",
            field=models.UUIDField(null=True, verbose_name="密文所属编号"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="former_post",
            field=models.CharField(max_length=60, null=True, verbose_name="原任职务"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="former_unit",
            field=models.CharField(max_length=100, null=True, verbose_name="原工作单位"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="id_tail_index",
            field=models.BinaryField(null=True, verbose_name="身份证号后四位索引"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="party_branch",
            field=models.CharField(max_length=100, null=True, verbose_name="所在党支部"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="phone_index",
            field=models.BinaryField(null=True, verbose_name="手机索引"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="political_status",
            field=models.CharField(max_length=2, null=True, verbose_name="政治面貌"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="retired_on",
            field=models.DateField(null=True, verbose_name="退休年月"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="retirement_type",
            field=models.CharField(max_length=24, null=True, verbose_name="退休类别"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="sex",
            field=models.SmallIntegerField(null=True, verbose_name="性别"),
        ),
        migrations.AddField(
            model_name="rosterrow",
            name="work_start_on",
            field=models.DateField(null=True, verbose_name="参加工作时间"),
        ),
    ]
