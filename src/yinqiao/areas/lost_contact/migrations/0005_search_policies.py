"""Who sees the steps of a search: whoever works with the person, by place alone."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"


class Migration(migrations.Migration):
    """Row-level security of the search."""

    dependencies = [("lost_contact", "0004_searching"), ("database", "0001_functions")]
    operations = [protect("lost_contact_searchstep", f"({OPENS} AND {BY_PLACE} AND {of_person()})")]
