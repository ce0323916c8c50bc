"""What an asset list is judged by: its cells, what stands in it twice, what its path will need, the assets known already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.assets.models import AssetRow
from yinqiao.areas.assets.queries import ASSET_FIELDS, match_communities
from yinqiao.areas.assets.rules import standing_finding
from yinqiao.areas.assets.services.misgivings import known_findings, list_findings, other_units
from yinqiao.areas.assets.types import AssetState
from yinqiao.areas.lists.queries import CheckJob, Judged, hold_back
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    check_things,
    index_places,
    normalise,
)
from yinqiao.platform.access import acting
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import copy_frame, set_based
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

_TEXTS = (
    "asset_no", "name", "kind", "address", "title_state", "certificate_no", "duties", "valuation_no", "path",
    "approval_no", "remark",
)  # fmt: skip
_COPIED = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "state": "text", **dict.fromkeys(_TEXTS, "text"),
    "is_separable": "boolean", "valued_on": "date", "approved_on": "date", "community_no": "int", "area": "bigint",
    "value": "bigint",
}  # fmt: skip
# The binary COPY knows no numeric: amounts come in hundredths and are divided on the way in.
_STORE = """
INSERT INTO assets_assetrow (batch_id, enterprise_id, row_no, state, asset_no, name, kind, address, title_state,
    certificate_no, duties, valuation_no, path, approval_no, remark, is_separable, valued_on, approved_on, community_no,
    area, value)
SELECT batch_id, enterprise_id, row_no, state, asset_no, name, kind, address, title_state, certificate_no, duties,
    valuation_no, path, approval_no, remark, is_separable, valued_on, approved_on, community_no, area / 100.0, value / 100.0
FROM pg_temp.assets_checked ORDER BY row_no
"""
_ASKED = {"row_no": "int", "asset_no": "text"}
_KNOWN = """
SELECT q.row_no, a.state, l.batch_no FROM pg_temp.assets_asked q
JOIN assets_asset a ON a.asset_no = q.asset_no AND a.enterprise_id = %s
JOIN assets_assetlist l ON l.id = a.list_id ORDER BY q.row_no
"""


def judge_list(job: CheckJob, table: SheetTable, header: HeaderMatch) -> Judged:
    """Bring the rows into normal form, check cells and what they mean together, ask the assets known already."""
    with acting(job.actor):
        tree = places()
        context = CheckContext(
            today=timezone.localdate(job.at),
            enterprise=EnterpriseFacts(job.enterprise_id),
            places=index_places(tree),
        )
    things = normalise(table, header, context, ASSET_FIELDS)
    units, frame = other_units(header, things.frame)
    rows = frame.height
    job.tell("comparing", rows, rows)
    numbers = match_communities(tree, set(frame["community"].drop_nulls()))
    frame = frame.with_columns(
        pl.col("community").replace_strict(numbers, default=None, return_dtype=pl.Int32).alias("community_no")
    )
    with acting(job.actor), set_based(rows):
        copy_frame("assets_asked", _ASKED, frame.select(list(_ASKED)))
        known = known_findings(_standing(job.enterprise_id))
    findings = pl.concat([units, check_things(things, context), *list_findings(frame), known])
    findings = findings.sort("row_no", maintain_order=True)
    checked = _checked(frame, findings)
    ready = checked.filter(pl.col("state") == RowState.READY.value).height
    counts = {"rows": rows, "ready": ready, "blocked": rows - ready}
    return Judged(findings, counts, lambda act, batch: _store(checked, act, batch))


def _standing(enterprise_id: int) -> list[tuple[int, AssetState, str]]:
    """Row, state and batch number of every asset that is known already and may not be offered again."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [enterprise_id])
        known = [(row, AssetState(state), batch_no) for row, state, batch_no in cursor.fetchall()]
    return [one for one in known if standing_finding(one[1]) is not None]


def _checked(frame: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The rows as they are stored: of those that are held back number and name alone."""
    others = [name for name in _COPIED if name not in ("batch_id", "enterprise_id", "state")]
    rows = hold_back(frame.select(others), findings, ("asset_no", "name"))
    return rows.with_columns(
        pl.col(name).str.slice(0, ASSET_FIELDS[name].max_length).fill_null("") for name in _TEXTS
    )  # fmt: skip


def _store(rows: pl.DataFrame, act: Act, batch: Any) -> None:
    keys = pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")
    copy_frame("assets_checked", _COPIED, rows.with_columns(*keys).select(list(_COPIED)))
    with connection.cursor() as cursor:
        cursor.execute(_STORE)


def forget_rows(batch_ids: Sequence[UUID]) -> None:
    """Delete the rows of these batches."""
    AssetRow.objects.filter(batch_id__in=batch_ids).delete()


def batches_with_rows() -> QuerySet[Any, Any]:
    """The ids of the batches that have rows."""
    return AssetRow.objects.values("batch_id").distinct()


def rows_left_behind(batch_id: UUID) -> list[int]:
    """The numbers of the rows that were held back by the check, or overtaken since."""
    rows = AssetRow.objects.filter(batch_id=batch_id, state=RowState.BLOCKED).order_by("row_no")
    return list(rows.values_list("row_no", flat=True))
