"""What is read of members asks the settings once for a statement: 27,500 members of a city stand on one list.

Queries say their scope as a literal predicate as well, so that the planner still knows how much it holds.
"""

from importlib import import_module

from django.db import migrations

from yinqiao.platform.database.policies import once

_BEFORE = import_module("yinqiao.areas.party.migrations.0002_policies")
READ = "ALTER POLICY party_member_read ON party_member USING ({})"


class Migration(migrations.Migration):
    """The same policy in another form."""

    dependencies = [("party", "0003_holder_city")]
    operations = [
        migrations.RunSQL(READ.format(once(_BEFORE.MEMBER_READ)), READ.format(_BEFORE.MEMBER_READ)),
    ]
