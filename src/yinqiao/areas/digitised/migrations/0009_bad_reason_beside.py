"""A sealed column beside the readable one: filled by the next step, which may take its time while the site runs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Why a scan went back to be scanned anew."""

    dependencies = [("digitised", "0008_by_warrant")]
    operations = [migrations.AddField("scan", "bad_note", models.BinaryField("不合格原因", null=True))]
