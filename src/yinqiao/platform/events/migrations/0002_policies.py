"""Events follow the person; the feed's waiting list is filled by a trigger, so that no writer can forget it."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PLACE_OR_ENTERPRISE, protect

# An enterprise (no place range) sees only what is shared with it.
READ = (
    f"({EVERYBODY} OR ((is_shared OR nullif(current_setting('yq.nlo', true), '') IS NOT NULL)"
    " AND CASE WHEN retiree_id IS NULL THEN " + PLACE_OR_ENTERPRISE + " ELSE"
    " EXISTS (SELECT 1 FROM retirees_retiree r WHERE r.id = retiree_id) END))"
)
PENDING = """
CREATE FUNCTION events_queue_for_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO events_feedpending (event_id) SELECT id FROM added ORDER BY id;
  RETURN NULL;
END $$;
CREATE TRIGGER events_queue_for_feed AFTER INSERT ON events_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION events_queue_for_feed();
"""


class Migration(migrations.Migration):
    """Row-level security of events and the trigger of the feed."""

    dependencies = [("events", "0001_initial"), ("retirees", "0001_initial"), ("database", "0001_functions")]
    operations = [
        protect("events_event", READ, insert="act_id = yq_current_act()", append_only=True),
        migrations.RunSQL(
            PENDING, "DROP TRIGGER events_queue_for_feed ON events_event; DROP FUNCTION events_queue_for_feed();"
        ),
    ]
