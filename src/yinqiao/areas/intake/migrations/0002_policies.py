"""Who sees sources, what they sent, and what of it has to be decided."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, of_person, protect

# The office that registered it; a programme's key sees the source that it is bound to, whatever its own scope.
SOURCE = f"({PLACE} OR key_id::text = current_setting('yq.actor', true))"
BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
# What was told is for who looks after the source, and for who sees the person; not for enterprises and overseers, but
# a programme of theirs reads the receipts of its own source.
OF_SOURCE = f"EXISTS (SELECT 1 FROM intake_source s WHERE s.id = source_id AND {SOURCE})"
MESSAGE = f"({OPENS} AND ({OF_SOURCE} OR ({BY_PLACE} AND {of_person()})))"
CONTRADICTION = f"({OPENS} AND {BY_PLACE} AND {of_person()})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [
        ("intake", "0001_initial"),
        ("retirees", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("intake_source", SOURCE),
        # Which office told is read by every place that decides about it; what it may tell is no secret either.
        migrations.RunSQL(
            f"CREATE POLICY intake_source_name ON intake_source FOR SELECT USING ({BY_PLACE})",
            "DROP POLICY IF EXISTS intake_source_name ON intake_source",
        ),
        protect("intake_message", MESSAGE),
        protect("intake_contradiction", CONTRADICTION),
    ]
