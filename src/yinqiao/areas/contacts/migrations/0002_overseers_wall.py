"""The second wall keeps overseers from contact persons: whom to call is nothing that they look into."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person

_TABLE = "retirees_contactperson"
_PRIVATE = f"(nullif(current_setting('yq.nlo', true), '') IS NOT NULL AND {of_person()})"
_NAMES = ("read", "change", "remove")


class Migration(migrations.Migration):
    """The policies ask first whether the transaction opens what is sealed."""

    dependencies = [("contacts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            [f"ALTER POLICY {_TABLE}_{name} ON {_TABLE} USING ({OPENS} AND {_PRIVATE})" for name in _NAMES],
            [f"ALTER POLICY {_TABLE}_{name} ON {_TABLE} USING ({_PRIVATE})" for name in _NAMES],
        )
    ]
