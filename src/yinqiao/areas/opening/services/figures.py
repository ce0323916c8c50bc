"""The figures of a run by old community and by old enterprise: counted anew whenever a row changes its standing."""

from __future__ import annotations

from django.db import connection
from psycopg import sql

from yinqiao.areas.opening.models import Run
from yinqiao.areas.opening.types import Totals

_COUNTS = sql.SQL("""
count(*) AS rows, count(*) FILTER (WHERE state = 'ready') AS ready, count(*) FILTER (WHERE state = 'known') AS known,
count(*) FILTER (WHERE state = 'mended') AS mended, count(*) FILTER (WHERE state = 'explained') AS explained,
count(*) FILTER (WHERE state = 'held') AS held
""")
_TOTALS = sql.SQL("SELECT {counts} FROM opening_oldrow WHERE run_id = %s").format(counts=_COUNTS)
_CLEAR = sql.SQL("DELETE FROM opening_figure WHERE run_id = %s")
# Where all rows of an old community came to one place, that is what it is here.
_PLACES = sql.SQL("""
INSERT INTO opening_figure (run_id, place_no, side, label, to_place, rows, ready, known, mended, explained, held)
SELECT run_id, place_no, 'place', old_place, CASE WHEN count(DISTINCT to_place) = 1 THEN min(to_place) END, {counts}
FROM opening_oldrow WHERE run_id = %s GROUP BY run_id, place_no, old_place
""").format(counts=_COUNTS)
_ENTERPRISES = sql.SQL("""
INSERT INTO opening_figure (run_id, place_no, side, label, enterprise_id, rows, ready, known, mended, explained, held)
SELECT run_id, place_no, 'enterprise', old_enterprise,
    CASE WHEN count(DISTINCT enterprise_id) = 1 THEN min(enterprise_id) END, {counts}
FROM opening_oldrow WHERE run_id = %s GROUP BY run_id, place_no, old_enterprise
""").format(counts=_COUNTS)


def count_anew(run: Run) -> Totals:
    """Count the rows of a run into its figures and its totals; the caller saves the run."""
    with connection.cursor() as cursor:
        for statement in (_CLEAR, _PLACES, _ENTERPRISES):
            cursor.execute(statement, [run.pk])
        cursor.execute(_TOTALS, [run.pk])
        totals = Totals(*cursor.fetchone())
    run.counts = {name: getattr(totals, name) for name in Totals.__dataclass_fields__}
    return totals
