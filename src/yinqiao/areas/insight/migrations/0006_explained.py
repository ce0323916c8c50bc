"""An archive of which both sides have said that there is none is not counted among those that were handed over."""

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("yinqiao.areas.insight.migrations.0004_strand_cells")
_PART = (
    "SELECT place_no, enterprise_id, {sign} * (state NOT IN ('withdrawn', 'explained'))::int AS h,"
    " {sign} * (state = 'received')::int AS r"
)
_ADDED, _GONE = _PART.format(sign="1") + " FROM added", _PART.format(sign="-1") + " FROM gone"
_MOVES = {"added": _ADDED, "changed": f"{_ADDED} UNION ALL {_GONE}", "gone": _GONE}


def _replaced(moves: dict[str, str]) -> str:
    made = "".join(_BEFORE._counting(name, one) for name, one in moves.items())
    return made.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    """The triggers stay; no archive is in that state yet."""

    dependencies = [("insight", "0005_branches"), ("archives", "0007_absences")]
    operations = [
        migrations.RunSQL(_replaced(_MOVES), _replaced({name: one for name, (one, _, _) in _BEFORE._KEEPS.items()}))
    ]
