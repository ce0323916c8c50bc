from django.db import migrations, models


class Migration(migrations.Migration):
    """A second way to prove who somebody is: the city's app."""

    dependencies = [("portal", "0004_warrant_policies")]
    operations = [
        migrations.AlterField(
            "session",
            "means",
            models.CharField(
                "登录方式", choices=[("phone_code", "手机验证码"), ("city_app", "市民应用")], max_length=16
            ),
        ),
    ]
