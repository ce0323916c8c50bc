"""Each event names the type of the event to which it was the reaction; what is on record named none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A constant default: nothing is rewritten, whatever the log holds."""

    dependencies = [("events", "0005_subject_index")]
    operations = [
        migrations.AddField(
            "event",
            "caused_by",
            models.CharField(
                blank=True,
                db_default="",
                help_text="同一办理中引起它的事件类型；空为办理本身",
                max_length=64,
                verbose_name="起因",
            ),
        ),
    ]
