"""No index of archives holds their state, and pages keep room: a state changes twice for every archive that is received."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The catalogue of an archive has the index of its key."""

    dependencies = [("archives", "0003_people")]
    operations = [
        migrations.RemoveIndex("archive", "archives_of_catalogue"),
        migrations.RemoveIndex("archive", "archives_of_place"),
        migrations.AddIndex("archive", models.Index(fields=["place_no"], name="archives_of_place")),
        migrations.RunSQL("ALTER TABLE archives_archive SET (fillfactor = 50)", migrations.RunSQL.noop),
    ]
