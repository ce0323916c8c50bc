"""Who reads an item: its enterprise, and every office of the city whose places lie above, in or below the agreement's."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, protect

FROM = "nullif(current_setting('yq.nlo', true), '')::int"
TO = "nullif(current_setting('yq.nhi', true), '')::int"
NEAR = f"""({FROM} < {TO} AND EXISTS (SELECT 1 FROM organisations_division d
    WHERE d.place_no = benefits_benefititem.place_no AND d.place_no < {TO} AND d.place_end > {FROM}))"""
EVERYBODY = f"({FROM} = 0 AND {TO} = 2147483647)"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("benefits", "0001_initial"), ("organisations", "0001_initial"), ("database", "0001_functions")]
    operations = [protect("benefits_benefititem", f"({EVERYBODY} OR {ENTERPRISE} OR {NEAR})")]
