"""Sandboxes are seen by the office that registered them; who acts in one sees no other."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, protect


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("sandbox", "0001_initial"), ("database", "0001_functions")]
    operations = [protect("sandbox_sandbox", f"({OPENS} AND {PLACE})")]
