"""Who sees the plan of a week: whoever works in its place; nobody of a sandbox."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, apart, protect

OF_PLAN = f"({OPENS} AND EXISTS (SELECT 1 FROM rounds_plan o WHERE o.id = plan_id))"


class Migration(migrations.Migration):
    """Row-level security of the plans."""

    dependencies = [("rounds", "0003_week_plans"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("rounds_plan", f"({OPENS} AND {PLACE})"),
        protect("rounds_planshift", OF_PLAN),
        protect("rounds_planvisit", OF_PLAN),
        apart("rounds_planvisit"),
    ]
