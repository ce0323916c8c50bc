"""Who sees an opening load: the city as a whole; of its rows and differences only who may read what is sealed.

An old number is seen by whoever sees the person.
"""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, of_person, protect

CITY = f"({EVERYBODY} OR {PLACE})"
CITY_WITH_CONTENT = f"({CITY} AND {OPENS})"


class Migration(migrations.Migration):
    """Row-level security of the opening load."""

    dependencies = [("opening", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("opening_run", CITY),
        protect("opening_oldrow", CITY_WITH_CONTENT),
        protect("opening_figure", CITY),
        protect("opening_mapping", CITY),
        protect("opening_columnmemory", CITY),
        protect("opening_oldnumber", of_person(), insert=CITY),
        protect("opening_period", CITY),
        protect("opening_difference", CITY_WITH_CONTENT),
    ]
