"""One waiting row for each statement that adds events, not one for each event: a roster adds 88,000 at a time."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

# Identifiers do not compress: the server need not try.
GATHER = """
ALTER TABLE events_feedpending ADD COLUMN event_ids uuid[];
ALTER TABLE events_feedpending ALTER COLUMN event_ids SET STORAGE EXTERNAL;
UPDATE events_feedpending SET event_ids = ARRAY[event_id];
ALTER TABLE events_feedpending ALTER COLUMN event_ids SET NOT NULL, DROP COLUMN event_id;
CREATE OR REPLACE FUNCTION events_queue_for_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO events_feedpending (event_ids) SELECT array_agg(id) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """The waiting list by statement; what waits now goes over one by one."""

    dependencies = [("events", "0002_policies")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(GATHER)],
            [
                migrations.RemoveField("feedpending", "event_id"),
                migrations.AddField("feedpending", "event_ids", ArrayField(models.UUIDField())),
            ],
        ),
    ]
