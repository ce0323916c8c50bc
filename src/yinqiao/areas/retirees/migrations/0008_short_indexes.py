"""Indexes over numbers in place of bytes where equality only narrows a search: a third of the cost to write."""

from django.db import migrations, models

NARROW = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
ALTER TABLE retirees_retiree
    ALTER COLUMN phone_index TYPE bigint USING ('x' || encode(substr(phone_index, 1, 8), 'hex'))::bit(64)::bigint,
    ALTER COLUMN id_tail_index TYPE bigint USING ('x' || encode(substr(id_tail_index, 1, 8), 'hex'))::bit(64)::bigint;
ALTER TABLE retirees_retireeversion
    ALTER COLUMN phone_index TYPE bigint USING ('x' || encode(substr(phone_index, 1, 8), 'hex'))::bit(64)::bigint,
    ALTER COLUMN id_tail_index TYPE bigint USING ('x' || encode(substr(id_tail_index, 1, 8), 'hex'))::bit(64)::bigint;
"""


class Migration(migrations.Migration):
    """Short blind indexes of phone and last four digits."""

    dependencies = [("retirees", "0007_facts_digest")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(NARROW, migrations.RunSQL.noop)],
            [
                migrations.AlterField(
                    "retiree", "phone_index", models.BigIntegerField(null=True, verbose_name="手机索引")
                ),
                migrations.AlterField(
                    "retiree", "id_tail_index", models.BigIntegerField(null=True, verbose_name="身份证号后四位索引")
                ),
                migrations.AlterField(
                    "retireeversion", "phone_index", models.BigIntegerField(null=True, verbose_name="手机索引")
                ),
                migrations.AlterField(
                    "retireeversion",
                    "id_tail_index",
                    models.BigIntegerField(null=True, verbose_name="身份证号后四位索引"),
                ),
            ],
        ),
    ]
