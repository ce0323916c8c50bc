"""The short blind indexes of the register in the rows of a roster."""

from django.db import migrations, models

NARROW = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
ALTER TABLE handover_rosterrow
    ALTER COLUMN phone_index TYPE bigint USING ('x' || encode(substr(phone_index, 1, 8), 'hex'))::bit(64)::bigint,
    ALTER COLUMN id_tail_index TYPE bigint USING ('x' || encode(substr(id_tail_index, 1, 8), 'hex'))::bit(64)::bigint;
"""


class Migration(migrations.Migration):
    """Short blind indexes of phone and last four digits."""

    dependencies = [("handover", "0005_row_index")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(NARROW, migrations.RunSQL.noop)],
            [
                migrations.AlterField(
                    "rosterrow", "phone_index", models.BigIntegerField(null=True, verbose_name="手机索引")
                ),
                migrations.AlterField(
                    "rosterrow", "id_tail_index", models.BigIntegerField(null=True, verbose_name="身份证号后四位索引")
                ),
            ],
        ),
    ]
