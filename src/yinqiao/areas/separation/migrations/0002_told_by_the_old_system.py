"""Who came with the old system, which says where the archive is, is not apart from it."""

from importlib import import_module

from django.db import migrations

_FIRST = import_module("yinqiao.areas.separation.migrations.0001_initial")
_NOBODY_KNOWS = "WHERE r.merged_into_id IS NULL AND r.status IN ('offered', 'managed')\n"
_NOR_THE_OLD_SYSTEM = "  AND NOT (r.archive_no <> '' AND r.sources #>> '{*,0}' = 'old_system')\n"


def _view(more: str) -> str:
    changed = _FIRST.VIEW.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
    return str(changed.replace(_NOBODY_KNOWS, _NOBODY_KNOWS + more))


class Migration(migrations.Migration):
    """The same view with one condition more."""

    dependencies = [("separation", "0001_initial")]
    operations = [migrations.RunSQL(_view(_NOR_THE_OLD_SYSTEM), _view(""))]
