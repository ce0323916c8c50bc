"""A roster's rows and offers are checked against the scope's settings, which are read once for each statement."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, PLACE_OR_ENTERPRISE, check_once

# Whole rosters are read by the enterprise or by everybody's act, never by a range of places.
ROSTER = f"({EVERYBODY} OR {ENTERPRISE})"


class Migration(migrations.Migration):
    """The same rule as before, in a form that costs nothing for each row."""

    dependencies = [("handover", "0008_row_columns")]
    operations = [
        check_once("handover_rosterrow", ROSTER, reading=True),
        check_once("handover_finding", ROSTER, reading=True),
        check_once("handover_offer", PLACE_OR_ENTERPRISE),
    ]
