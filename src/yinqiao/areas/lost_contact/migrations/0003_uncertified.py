"""A certification that is overdue with no contact since speaks for a loss: one more branch of the view of signals."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("yinqiao.areas.lost_contact.migrations.0002_policies")
_UNCERTIFIED = _BEFORE._branch(
    "'u' || k.retiree_id::text", "'uncertified'", "k.due_on",
    "certification_clock k JOIN retirees_retiree r ON r.id = k.retiree_id",
    f"k.state = 'overdue' AND ({_BEFORE.LAST} IS NULL OR {_BEFORE.LAST} < k.due_on)",
)  # fmt: skip


class Migration(migrations.Migration):
    """The view with its further branch."""

    dependencies = [("lost_contact", "0002_policies"), ("certification", "0002_policies")]
    operations = [
        migrations.RunSQL(
            f"CREATE OR REPLACE {_BEFORE.VIEW.removeprefix('CREATE ')} UNION ALL {_UNCERTIFIED}",
            f"CREATE OR REPLACE {_BEFORE.VIEW.removeprefix('CREATE ')}",
        ),
    ]
