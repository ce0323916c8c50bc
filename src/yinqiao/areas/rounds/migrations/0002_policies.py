"""Who sees what: whoever works in the place of the office that took a round; nobody of a sandbox."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, apart, protect

OF_ROUND = f"({OPENS} AND EXISTS (SELECT 1 FROM rounds_round o WHERE o.id = round_id))"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("rounds", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("rounds_round", f"({OPENS} AND {PLACE})"),
        protect("rounds_item", OF_ROUND),
        apart("rounds_item"),
    ]
