"""Batches of every kind of list are delivered under an agreement; an end says what is left of each strand."""

from django.db import migrations, models

SAID_OF_PEOPLE = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
UPDATE agreements_agreement SET end_rest = jsonb_build_object('people', end_remainder) WHERE end_remainder <> 0
"""


class Migration(migrations.Migration):
    """What is linked so far are rosters; an agreement that has ended said what was left of the people alone."""

    dependencies = [("agreements", "0003_lists")]
    operations = [
        migrations.AddField(
            "agreementbatch",
            "kind",
            models.CharField("种类", max_length=24, db_default="roster", help_text="名单的种类，决定计入协议的哪一项"),
        ),
        migrations.AddField(
            "agreement",
            "end_rest",
            models.JSONField(
                "结束时各项余量",
                default=dict,
                db_default=models.Value({}, models.JSONField()),
                help_text="{项目: 余量}，只记有余量的项目",
            ),
        ),
        migrations.RunSQL(SAID_OF_PEOPLE, migrations.RunSQL.noop),
    ]
