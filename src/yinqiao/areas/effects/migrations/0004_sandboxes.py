"""What follows in a sandbox is nobody's turn outside it."""

from django.db import migrations

from yinqiao.platform.database.policies import apart


class Migration(migrations.Migration):
    """No follow-up lies in a sandbox yet."""

    dependencies = [("effects", "0003_detail")]
    operations = [apart("effects_followup")]
