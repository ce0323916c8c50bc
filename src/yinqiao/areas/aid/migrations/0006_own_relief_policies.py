"""A person reads the own relief and what was paid, and so does whom the person has authorised in this matter."""

from django.db import migrations

from yinqiao.platform.database.policies import by_warrant, own

_MATTER = by_warrant("matters", "'hardship_aid'")


class Migration(migrations.Migration):
    """Row-level security of what the portal shows; who lives together is nobody's there."""

    dependencies = [("aid", "0005_own_relief"), ("authorisations", "0002_policies")]
    operations = [own("aid_relief", only=_MATTER), own("aid_reliefpayment", only=_MATTER)]
