"""When a person was returned, kept beside when the offer was last decided: a roster taken back gives it back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that may be null: no row is rewritten."""

    dependencies = [("handover", "0010_namesakes")]
    operations = [
        migrations.AddField(
            model_name="offer",
            name="returned_at",
            field=models.DateTimeField(
                help_text="名册重新移交时退回即告结束，答复时刻随之改变；撤回该名册时据此恢复",
                null=True,
                verbose_name="退回时刻",
            ),
        ),
    ]
