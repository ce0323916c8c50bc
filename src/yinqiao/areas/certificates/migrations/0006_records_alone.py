"""Whoever may ask for certificates by an authorisation reads none of those that tell what the record of an archive says."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, PERSON, by_warrant

_OWN = "ALTER POLICY certificates_certificate_own ON certificates_certificate USING (retiree_id = {person} AND {only})"
_ASKED = by_warrant("matters", "'certificates'")
_RECORDED = "('archive_extract', 'record_custody', 'record_history', 'record_kinship')"


class Migration(migrations.Migration):
    """What a record says is for its person alone (decision 0072)."""

    dependencies = [("certificates", "0005_extracts_alone")]
    operations = [
        migrations.RunSQL(
            _OWN.format(person=PERSON, only=f"({ALONE} OR kind NOT IN {_RECORDED}) AND {_ASKED}"),
            _OWN.format(person=PERSON, only=f"({ALONE} OR kind <> 'archive_extract') AND {_ASKED}"),
        )
    ]
