"""Who sees what was asked of a keeper: the keeper's office and those above it; of the own, a retiree and whom that lets ask."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, by_warrant, own, protect

KEPT = f"({OPENS} AND {PLACE})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [
        ("archive_certificates", "0001_initial"),
        ("authorisations", "0002_policies"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("archive_certificates_attestation", KEPT),
        own("archive_certificates_attestation", only=by_warrant("matters", "'archive_certificate'")),
    ]
