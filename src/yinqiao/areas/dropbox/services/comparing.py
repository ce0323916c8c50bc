"""A comparison beside the register: which lines say nothing new. One statement for a whole city."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl
from django.db import connection

from yinqiao.areas.dropbox.types import LineState
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.database.bulk import copy_frame, frame_of, set_based

_COLUMNS: Final = {"row_no": "int", "id_no_index": "bytea", "name": "text", "told": "text", "day": "date"}
# Whatever is not plainly the same goes the way of a message, where the rules judge it: another name, another day.
_SETTLED: Final = """
SELECT t.row_no, CASE
    WHEN r.id IS NULL THEN CASE WHEN t.told = 'alive' THEN 'not_ours' END
    WHEN r.name <> t.name THEN NULL
    WHEN t.told = 'alive' AND (r.died_on IS NULL OR t.day <= r.died_on) THEN 'unchanged'
    WHEN t.told = 'dead' AND r.died_on = t.day THEN 'unchanged'
    WHEN r.died_on IS NOT NULL AND t.day > r.died_on THEN NULL
    WHEN t.told = 'certified' AND c.certified_on >= t.day THEN 'unchanged'
    WHEN t.told = 'suspended' AND c.suspended_on = t.day THEN 'unchanged'
    WHEN t.told = 'resumed' AND c.retiree_id IS NOT NULL AND c.suspended_on IS NULL THEN 'unchanged'
    END AS state
FROM pg_temp.dropbox_told t
LEFT JOIN retirees_retiree r ON r.id_no_index = t.id_no_index AND r.merged_into_id IS NULL
    AND (r.place_no >= %(low)s AND r.place_no < %(high)s OR r.enterprise_id = ANY (%(firms)s))
LEFT JOIN certification_clock c ON c.retiree_id = r.id
"""


def settle_rows(rows: pl.DataFrame, reach: Scope, sent_on: date) -> pl.DataFrame:
    """The rows with `state`: unchanged, not ours, or null for what has to be told. Inside a transaction of who asks."""
    told = rows.select(
        "row_no", pl.Series("id_no_index", blind_many(rows["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary), "name",
        "told", pl.col("day").fill_null(sent_on),
    )  # fmt: skip
    reached: dict[str, Any] = {"low": reach.place_from, "high": reach.place_to, "firms": list(reach.enterprises)}
    copy_frame("dropbox_told", _COLUMNS, told)
    with set_based(rows.height), connection.cursor() as cursor:
        cursor.execute("ANALYZE pg_temp.dropbox_told")
        cursor.execute(_SETTLED, reached)
        found = frame_of(cursor.fetchall(), {"row_no": "int", "state": "text"})
    return rows.join(found.with_columns(pl.col("row_no").cast(rows["row_no"].dtype)), on="row_no", how="left")


IS_SETTLED: Final = pl.col("state").is_in([LineState.UNCHANGED.value, LineState.NOT_OURS.value])
