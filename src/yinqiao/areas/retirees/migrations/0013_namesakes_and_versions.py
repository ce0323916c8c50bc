"""People of one name and birthday are found without reading the register; a person's versions by one index, not two."""

from django.db import migrations, models

# A version is looked for by its person and then by its order, never by its number alone.
_ONE_INDEX = """
ALTER TABLE retirees_retireeversion DROP CONSTRAINT retirees_retireeversion_pkey, ADD PRIMARY KEY (pgh_obj_id, pgh_id);
DROP INDEX retirees_retireeversion_pgh_obj_id_f1a767e0;
"""
_TWO_INDEXES = """
ALTER TABLE retirees_retireeversion DROP CONSTRAINT retirees_retireeversion_pkey, ADD PRIMARY KEY (pgh_id);
CREATE INDEX retirees_retireeversion_pgh_obj_id_f1a767e0 ON retirees_retireeversion (pgh_obj_id);
"""


class Migration(migrations.Migration):
    """One index more for each person, one less for each version."""

    dependencies = [("retirees", "0012_checks_once")]
    operations = [
        migrations.AddIndex("retiree", models.Index(fields=["born_on", "name"], name="retirees_namesakes")),
        migrations.RunSQL(_ONE_INDEX, _TWO_INDEXES),
    ]
