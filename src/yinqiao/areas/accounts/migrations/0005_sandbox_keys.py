"""A key may lead into one sandbox and nowhere else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Every key that there is leads to what its grant lets see."""

    dependencies = [("accounts", "0004_province_officer")]
    operations = [
        migrations.AddField(
            model_name="accesskey",
            name="sandbox_no",
            field=models.IntegerField(
                db_default=0, help_text="只通往这一个试用对接；0 通往所依授权的范围", verbose_name="试用对接"
            ),
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.CheckConstraint(
                condition=models.Q(("sandbox_no__gte", 0)), name="accounts_accesskey_sandbox"
            ),
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.UniqueConstraint(fields=("id", "sandbox_no"), name="accounts_accesskey_world"),
        ),
    ]
