"""Whoever may ask for certificates of a person by an authorisation reads them; every other proxy still reads none."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, PERSON, by_warrant

_OWN = "ALTER POLICY certificates_certificate_own ON certificates_certificate USING (retiree_id = {person} AND {only})"


class Migration(migrations.Migration):
    """The matter `certificates` as row-level security (decision 0057)."""

    dependencies = [("certificates", "0002_policies"), ("authorisations", "0002_policies")]
    operations = [
        migrations.RunSQL(
            _OWN.format(person=PERSON, only=by_warrant("matters", "'certificates'")),
            _OWN.format(person=PERSON, only=ALONE),
        )
    ]
