"""The readable column goes; what is bad still has its reason."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One column fewer."""

    dependencies = [("digitised", "0010_bad_reason_sealed")]
    operations = [
        migrations.RemoveConstraint("scan", "digitised_bad_has_reason"),
        migrations.RemoveField("scan", "bad_reason"),
        migrations.AddConstraint(
            "scan",
            models.CheckConstraint(
                condition=~Q(sample="bad") | Q(bad_note__isnull=False), name="digitised_bad_has_reason"
            ),
        ),
    ]
