"""Who sees a follow-up: whose turn it is, and who looks after the person; of pay the pension agency alone."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE_OR_ENTERPRISE, of_person, protect

# A city's manager reaches the agency's desk, too, and does not read what is about pay.
_AGENCY = "(owner <> 'agency' OR current_setting('yq.role', true) = 'agency_officer')"
# Whoever looks after the person sees, too, what others have to do; an enterprise sees its own turns alone.
_BY_PLACE = "nullif(current_setting('yq.nlo', true), '') IS NOT NULL"
_WATCHED = f"(owner <> 'agency' AND {_BY_PLACE} AND {of_person()})"
SEEN = f"({EVERYBODY} OR ({OPENS} AND {_AGENCY} AND ({PLACE_OR_ENTERPRISE} OR {_WATCHED})))"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("effects", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [protect("effects_followup", SEEN)]
