"""People, their facts and their terms are checked against the scope's settings, read once for each statement."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PLACE_OR_ENTERPRISE, check_once, of_person


class Migration(migrations.Migration):
    """The same rule as before, in a form that costs nothing for each row."""

    dependencies = [("retirees", "0011_rooms_of_their_own")]
    operations = [
        check_once("retirees_retiree", PLACE_OR_ENTERPRISE),
        check_once("retirees_searchterm", PLACE_OR_ENTERPRISE),
        check_once("retirees_sealedfacts", f"({EVERYBODY} OR {of_person()})"),
    ]
