"""Whoever may ask for certificates by an authorisation reads no sealed extract of an archive."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, PERSON, by_warrant

_OWN = "ALTER POLICY certificates_certificate_own ON certificates_certificate USING (retiree_id = {person} AND {only})"
_ASKED = by_warrant("matters", "'certificates'")


class Migration(migrations.Migration):
    """What a record says is for its person alone (decision 0055)."""

    dependencies = [("certificates", "0004_ofd")]
    operations = [
        migrations.RunSQL(
            _OWN.format(person=PERSON, only=f"({ALONE} OR kind <> 'archive_extract') AND {_ASKED}"),
            _OWN.format(person=PERSON, only=_ASKED),
        )
    ]
