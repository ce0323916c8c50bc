"""Who sees hardship, visits and consents: whoever works with the person, by place alone; bases: the office's own."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("aid", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("aid_hardship", OWN),
        protect("aid_visitdue", OWN),
        protect("aid_consent", OWN),
        protect("aid_healthbasis", PLACE),
    ]
