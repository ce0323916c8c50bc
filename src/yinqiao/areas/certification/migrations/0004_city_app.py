"""A certification by the city's app has an origin of its own (decision 0057)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0003_told_by_message"),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="origin",
            field=models.CharField(
                choices=[
                    ("community", "社区办理"),
                    ("human_resources", "人社部门"),
                    ("roster", "移交名册"),
                    ("city_app", "本市应用自助认证"),
                ],
                max_length=16,
                verbose_name="来源",
            ),
        ),
    ]
