"""Whoever holds an offering sees that a seat of it is kept for somebody who has moved away: the number, not the name."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS

_LOW, _HIGH = (f"nullif(current_setting('yq.{name}', true), '')::int" for name in ("nlo", "nhi"))
_GUESTS = (
    f"is_guest AND {OPENS} AND EXISTS (SELECT 1 FROM activities_offering o WHERE o.id = offering_id"
    f" AND o.place_no >= {_LOW} AND o.place_no < {_HIGH})"
)


class Migration(migrations.Migration):
    """One policy for SELECT, beside those of the people."""

    dependencies = [("activities", "0003_guests")]
    operations = [
        migrations.RunSQL(
            f"CREATE POLICY activities_enrolment_guests ON activities_enrolment FOR SELECT USING ({_GUESTS})",
            "DROP POLICY activities_enrolment_guests ON activities_enrolment",
        )
    ]
