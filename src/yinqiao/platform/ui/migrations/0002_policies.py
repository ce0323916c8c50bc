"""A saved view is its owner's alone."""

from django.db import migrations

from yinqiao.platform.database.policies import protect

OWN = "(owner_id = nullif(current_setting('yq.actor', true), '')::uuid)"


class Migration(migrations.Migration):
    """Row-level security of saved views."""

    dependencies = [("ui", "0001_initial")]
    operations = [protect("ui_savedview", OWN)]
