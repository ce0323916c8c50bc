"""An enterprise reads the source by which it tells: the one whose key reaches its own people and nobody else's."""

from django.db import migrations

ENTERPRISES = "nullif(current_setting('yq.ents', true), '')::int[]"
OWN = f"kind = 'enterprise' AND reach_from = reach_to AND reach_enterprises <> '{{}}' AND reach_enterprises <@ {ENTERPRISES}"


class Migration(migrations.Migration):
    """Read alone: what it tells is written by the act of receiving."""

    dependencies = [("intake", "0007_reasons_by_name")]
    operations = [
        migrations.RunSQL(
            f"CREATE POLICY intake_source_enterprise ON intake_source FOR SELECT USING ({OWN})",
            "DROP POLICY IF EXISTS intake_source_enterprise ON intake_source",
        )
    ]
