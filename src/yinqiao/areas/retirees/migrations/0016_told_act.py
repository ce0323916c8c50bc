"""Which act told a name that the register had replaced before: a roster taken back takes that back too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that may be null: no row is rewritten."""

    dependencies = [("retirees", "0015_overseers_wall")]
    operations = [
        migrations.AddField(
            model_name="formername",
            name="told_act",
            field=models.UUIDField(
                help_text="更改前的姓名后来又作为曾用名填报时，填报的那次办理", null=True, verbose_name="告知办理"
            ),
        ),
    ]
