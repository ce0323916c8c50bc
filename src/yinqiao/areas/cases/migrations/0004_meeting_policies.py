"""Who reads a meeting: the office that called it and those above. Who was given a decision reads it as a step."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, protect

MEETING = f"({EVERYBODY} OR ({OPENS} AND {PLACE}))"
OF_MEETING = "(EXISTS (SELECT 1 FROM cases_meeting m WHERE m.id = meeting_id))"


class Migration(migrations.Migration):
    """Row-level security of meetings."""

    dependencies = [("cases", "0003_meetings"), ("database", "0001_functions")]
    operations = [
        protect("cases_meeting", MEETING),
        protect("cases_meetingitem", OF_MEETING),
        protect("cases_decision", OF_MEETING),
    ]
