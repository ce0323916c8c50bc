"""That a person has left is read by the place that was left: the last that it learns of that person.

Every other event is read by who sees the person today.
"""

from django.db import migrations

from yinqiao.platform.database.policies import PLACE

_ADD = f"""
CREATE POLICY events_event_parting ON events_event FOR SELECT
  USING (type = 'handover.person_passed_on' AND NOT is_shared AND {PLACE});
"""


class Migration(migrations.Migration):
    """Beside the policies of the log; the walls of sandboxes hold here, too."""

    dependencies = [("handover", "0016_sandboxes"), ("sandbox", "0003_walls")]
    operations = [migrations.RunSQL(_ADD, "DROP POLICY events_event_parting ON events_event")]
