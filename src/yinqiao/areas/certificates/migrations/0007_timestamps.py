"""Whether a seal has a timestamp (RFC 3161), of when and by whom; lines of before have none."""

from django.db import migrations, models
from django.db.models import Q

_TIMING = [("", "没有时间戳"), ("timed", "有时间戳"), ("silent", "时间戳服务当时没有应答")]


class Migration(migrations.Migration):
    """Three columns of the register of seals, and the way from a file to its line."""

    dependencies = [("certificates", "0006_records_alone")]
    operations = [
        migrations.AddField(
            "sealuse", "timing", models.CharField("时间戳", max_length=6, choices=_TIMING, blank=True, db_default="")
        ),
        migrations.AddField("sealuse", "timed_at", models.DateTimeField("时间戳时刻", null=True)),
        migrations.AddField(
            "sealuse", "timed_by", models.CharField("时间戳机构", max_length=120, blank=True, db_default="")
        ),
        migrations.AddIndex("sealuse", models.Index(fields=["digest"], name="certificates_use_of")),
        migrations.AddConstraint(
            "sealuse",
            models.CheckConstraint(
                condition=Q(timing="timed", timed_at__isnull=False) & ~Q(timed_by="")
                | ~Q(timing="timed") & Q(timed_at__isnull=True, timed_by=""),
                name="certificates_timed_by_somebody",
            ),
        ),
    ]
