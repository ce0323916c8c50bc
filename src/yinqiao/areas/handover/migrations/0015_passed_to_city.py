"""Whom another city has accepted nobody here holds any longer: their offers say so."""

from django.db import migrations

_PASSED_ON = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
UPDATE handover_offer o SET state = 'passed_on' FROM retirees_retiree r
WHERE r.id = o.retiree_id AND r.status = 'moved_away' AND o.state = 'accepted';
"""


class Migration(migrations.Migration):
    """The counted cells follow by their triggers."""

    dependencies = [("handover", "0014_succession"), ("retirees", "0013_namesakes_and_versions")]
    operations = [migrations.RunSQL(_PASSED_ON, migrations.RunSQL.noop)]
