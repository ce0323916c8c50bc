"""Who sees an authorisation: whoever works with the person, by place alone; the person; who acts by it, that one."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, OPENS, WARRANT, of_person, own, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("authorisations", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("authorisations_authorisation", OWN),
        own("authorisations_authorisation", only=f"({ALONE} OR id = {WARRANT})"),
    ]
