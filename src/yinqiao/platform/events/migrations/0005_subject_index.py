"""What happened to an agreement is read by its id: an index of the events that are about no person alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Small, whatever the register holds: a person's events are not in it."""

    dependencies = [("events", "0004_checks_once")]
    operations = [
        migrations.AddIndex(
            "event",
            models.Index(
                condition=models.Q(("subject_id__isnull", False)),
                fields=["subject_id", "id"],
                name="events_event_subject",
            ),
        ),
    ]
