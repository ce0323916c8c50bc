"""Another city may hold a thing that went there with its person."""

from django.db import migrations, models

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.policies import guard_city


class Migration(migrations.Migration):
    """The holding city, and that it stays as it was written."""

    dependencies = [
        ("assets", "0003_heirs"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assetcustody",
            name="assets_holder_is_one",
        ),
        migrations.AddField(
            model_name="assetcustody",
            name="holder_city",
            field=models.CharField(
                blank=True, db_default="", help_text="移交外市的，为该市名称", max_length=60, verbose_name="保管城市"
            ),
        ),
        migrations.AddConstraint(
            model_name="assetcustody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("holder_city", ""), ("holder_enterprise_id__isnull", False), ("holder_place_no__isnull", True)
                    ),
                    models.Q(
                        ("holder_city", ""), ("holder_enterprise_id__isnull", True), ("holder_place_no__isnull", False)
                    ),
                    models.Q(
                        ("holder_enterprise_id__isnull", True),
                        ("holder_place_no__isnull", True),
                        models.Q(("holder_city", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assets_holder_is_one",
            ),
        ),
        guard_city(Custody("assets_assetcustody", "assets_asset", "asset_id")),
    ]
