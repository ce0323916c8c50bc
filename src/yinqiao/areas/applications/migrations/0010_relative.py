"""A relative of who has died applies without anybody's consent: nobody is there to give it (decision 0057)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_warrant_policies"),
        ("retirees", "0017_versions_of_an_act"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="applications_proxy_has_consent",
        ),
        migrations.AlterField(
            model_name="case",
            name="applicant",
            field=models.CharField(
                choices=[("self", "本人"), ("family", "家属代办"), ("officer", "工作人员代办"), ("relative", "亲属")],
                max_length=8,
                verbose_name="申请人",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applicant__in", ["self", "relative"]), ("consent", "")),
                    models.Q(
                        models.Q(("applicant__in", ["self", "relative"]), _negated=True),
                        ("consented_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="applications_proxy_has_consent",
            ),
        ),
    ]
