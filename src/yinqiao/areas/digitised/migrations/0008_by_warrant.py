"""Whom a person lets ask for materials reads what was asked and answered; the pages stay the person's alone."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, PERSON, by_warrant

_OWN = "ALTER POLICY digitised_extract_own ON digitised_extract USING (retiree_id = {person} AND {only})"


class Migration(migrations.Migration):
    """The matter `archive_extract` as row-level security (decision 0047)."""

    dependencies = [("digitised", "0007_sealed_by_a_job"), ("authorisations", "0002_policies")]
    operations = [
        migrations.RunSQL(
            _OWN.format(person=PERSON, only=by_warrant("matters", "'archive_extract'")),
            _OWN.format(person=PERSON, only=ALONE),
        )
    ]
