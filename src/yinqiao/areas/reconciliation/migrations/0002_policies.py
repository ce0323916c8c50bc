"""Who sees statements: the office that compares and those above it; nobody who oversees, and no retiree."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, once, protect

HERE = once(f"({OPENS} AND {PLACE})")


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("reconciliation", "0001_initial"), ("database", "0001_functions")]
    operations = [protect(f"reconciliation_{one}", HERE) for one in ("statement", "line", "headermemory")]
