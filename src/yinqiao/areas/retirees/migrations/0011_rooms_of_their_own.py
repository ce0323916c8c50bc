"""Contacts, requests and duplicates have rooms of their own: this room's state lets them go, the tables stay as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("retirees", "0010_former_names"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="ContactPerson"),
                migrations.DeleteModel(name="DataRequest"),
                migrations.DeleteModel(name="DuplicateCase"),
            ],
        ),
    ]
