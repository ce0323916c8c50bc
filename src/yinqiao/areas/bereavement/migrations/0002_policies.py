"""Who sees what is to be done after a death: who looks after the person; of single items whose turn it is.

A party organisation's items are its own: not even the places above it read them.
"""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, OPENS, PLACE, apart, of_person, protect

FROM = "nullif(current_setting('yq.nlo', true), '')::int"
BY_PLACE = f"{FROM} < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"
_WATCHED = f"(owner <> 'party' AND {BY_PLACE} AND {of_person()})"
_PARTY = f"(owner = 'party' AND (place_no = {FROM} OR {ENTERPRISE}))"
_TURN = f"(owner <> 'party' AND ({PLACE} OR {ENTERPRISE}))"
TURNS = f"({EVERYBODY} OR ({OPENS} AND ({_TURN} OR {_PARTY} OR {_WATCHED})))"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("bereavement", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("bereavement_file", OWN),
        protect("bereavement_item", TURNS),
        apart("bereavement_item"),
        protect("bereavement_condolence", OWN),
    ]
