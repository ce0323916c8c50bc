"""Who sees papers and scans: the office that made them and those above it. Templates are read by every office."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PLACE, PLACE_OR_ENTERPRISE, protect

# Papers of an enterprise have no place: who serves everybody sees them all the same.
OWN = f"({PLACE_OR_ENTERPRISE} OR {EVERYBODY})"
# A template names nobody; the offices below the one that sent it print with it, and so do enterprises.
READ = f"({EVERYBODY} OR nullif(current_setting('yq.actor', true), '') IS NOT NULL)"
WRITES = f"""
ALTER POLICY papers_papertemplate_change ON papers_papertemplate USING ({PLACE}) WITH CHECK ({PLACE});
ALTER POLICY papers_papertemplate_remove ON papers_papertemplate USING (false);
"""


class Migration(migrations.Migration):
    """Row-level security of papers."""

    dependencies = [("papers", "0001_initial"), ("database", "0001_functions")]
    operations = [
        protect("papers_papertemplate", READ, insert=PLACE),
        migrations.RunSQL(WRITES, migrations.RunSQL.noop),
        protect("papers_paperseries", OWN),
        protect("papers_printing", OWN),
        protect("papers_paper", OWN),
        protect("papers_paperscan", OWN),
        protect("papers_scanpage", OWN),
    ]
