"""Who sees a rating: whoever works with the person, by place alone; the person, and who acts in that matter."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, by_warrant, of_person, own, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [
        ("ratings", "0001_initial"),
        ("authorisations", "0002_policies"),
        ("retirees", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("ratings_rating", OWN),
        own("ratings_rating", only=by_warrant("matters", "ratings_rating.code")),
    ]
