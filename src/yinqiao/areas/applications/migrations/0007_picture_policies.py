"""Pictures go with their case; those of a draft are their person's alone. A person's own acts write them by widening."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PERSON, own, protect

_OF_CASE = f"({EVERYBODY} OR EXISTS (SELECT 1 FROM applications_case c WHERE c.id = case_id))"
_WIDE = f"({PERSON} IS NULL OR {EVERYBODY})"
_KEPT = f"""
CREATE POLICY applications_picture_kept_add ON applications_picture AS RESTRICTIVE FOR INSERT WITH CHECK {_WIDE};
CREATE POLICY applications_picture_kept_change ON applications_picture AS RESTRICTIVE FOR UPDATE USING {_WIDE};
CREATE POLICY applications_picture_kept ON applications_picture AS RESTRICTIVE FOR DELETE USING {_WIDE};
"""
_UNDO = """
DROP POLICY applications_picture_kept_add ON applications_picture;
DROP POLICY applications_picture_kept_change ON applications_picture;
DROP POLICY applications_picture_kept ON applications_picture;
"""


class Migration(migrations.Migration):
    """Row-level security of pictures."""

    dependencies = [("applications", "0006_picture"), ("database", "0001_functions")]
    operations = [
        protect("applications_picture", _OF_CASE),
        own("applications_picture"),
        migrations.RunSQL(_KEPT, _UNDO),
    ]
