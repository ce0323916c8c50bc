"""What a bar-code gun has kept: a whole delivery counted at once, as scan by scan would have counted it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.archives import errors, events
from yinqiao.areas.archives.models import Catalogue
from yinqiao.areas.archives.services.custody import CUSTODY
from yinqiao.areas.archives.services.linking import tell_of
from yinqiao.areas.archives.services.locking import lock_catalogue, tell
from yinqiao.areas.archives.types import CODE_LENGTH, MOST_CODES, CatalogueStep, ScanResult
from yinqiao.kernel.columns.text import normalise_code_column
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import copy_frame, set_based
from yinqiao.platform.database.named import within

_CODES = {"at": "int", "code": "text"}
# By barcode, else by number, as a single scan is found. An archive whose barcode and
# number were both scanned counts once.
_FIND = """
DROP TABLE IF EXISTS pg_temp.archives_resolved; CREATE TEMP TABLE archives_resolved ON COMMIT DROP AS
SELECT s.at, s.code, f.id AS archive_id, f.state,
    CASE WHEN f.id IS NULL THEN 1 ELSE row_number() OVER (PARTITION BY f.id ORDER BY s.at) END AS nth
FROM pg_temp.archives_codes s
LEFT JOIN archives_archive b ON b.catalogue_id = %(one)s AND b.barcode = s.code AND b.state <> 'withdrawn'
LEFT JOIN LATERAL (SELECT a.id, a.state FROM archives_archive a WHERE b.id IS NULL AND a.enterprise_id = %(enterprise)s
    AND a.archive_no = s.code AND a.catalogue_id = %(one)s AND a.state <> 'withdrawn') n ON true
LEFT JOIN LATERAL (SELECT coalesce(b.id, n.id) AS id, coalesce(b.state, n.state) AS state) f ON true
"""
_COUNT = """
WITH moved AS (UPDATE archives_archive a SET counted_at = %(at)s, counted_name = %(name)s,
    state = CASE WHEN a.state = 'offered' THEN 'counted' ELSE 'received' END,
    received_at = CASE WHEN a.state = 'offered' THEN a.received_at ELSE %(at)s END,
    absence_reason = '', absence_office = '', absence_note = '', absence_on = NULL, absence_name = ''
FROM pg_temp.archives_resolved f WHERE f.archive_id = a.id AND f.nth = 1 AND a.state IN ('offered', 'missing', 'explained')
RETURNING a.id, a.state)
SELECT count(*), array_agg(id) FILTER (WHERE state = 'received') FROM moved
"""
# What is none of this catalogue is kept code by code; archives say themselves that they were counted, and by whom.
_KEEP_STRANGERS = sql.SQL("""
INSERT INTO archives_scan (catalogue_id, enterprise_id, place_no, code, result, told, author_id, author_name, scanned_at)
SELECT %(one)s, %(enterprise)s, %(place)s, f.code,
    CASE WHEN o.batch_no IS NOT NULL THEN 'elsewhere'
         WHEN %(is_late)s OR EXISTS (SELECT 1 FROM archives_scan s WHERE s.catalogue_id = %(one)s AND s.code = f.code
             AND s.result = 'extra') THEN 'unlisted' ELSE 'extra' END,
    coalesce(o.batch_no, ''), %(author)s, %(name)s, %(at)s
FROM pg_temp.archives_resolved f LEFT JOIN LATERAL (
    SELECT k.batch_no FROM archives_archive a JOIN archives_catalogue k ON k.id = a.catalogue_id
    WHERE (a.barcode = f.code OR a.archive_no = f.code) AND a.catalogue_id <> %(one)s AND a.state <> 'withdrawn' AND {within}
    ORDER BY a.id LIMIT 1) o ON true
WHERE f.archive_id IS NULL AND f.nth = 1 ORDER BY f.at RETURNING result
""")


def scan_codes(*, actor: Actor, at: datetime, catalogue_id: UUID, codes: Sequence[str]) -> Mapping[ScanResult, int]:
    """Count the archives of many codes, one line each; returns how many codes had which result.

    Blank lines are passed over; of a code that stands twice the second is `again`. Invalid `archives.codes_unreadable`
    with the number of the first line that is no code, `archives.codes_missing`, `archives.too_many_codes`; then nothing
    is counted. Everything else is as for a single scan.
    """
    frame = _read(codes)
    with perform(actor=actor, action="archives.scan_codes", at=at) as act:
        row = lock_catalogue(act, catalogue_id, CatalogueStep.SCAN)
        if row.begun_at is None:
            row.begun_at = at
            tell(act, events.RECEPTION_BEGUN, row, archives=row.archives)
        row.save(update_fields=["state", "begun_at"])
        with set_based(frame.height):
            counted = _count(act, row, frame)
        act.note(**{result.value: number for result, number in counted.items()})
    return counted


def _read(codes: Sequence[str]) -> pl.DataFrame:
    lines = pl.DataFrame({"at": pl.Series(range(1, len(codes) + 1), dtype=pl.Int32)}).with_columns(
        normalise_code_column(pl.Series("value", list(codes), dtype=pl.String))["value"].fill_null("").alias("code")
    )
    lines = lines.filter(pl.col("code") != "")
    if not lines.height:
        raise errors.codes_missing()
    if lines.height > MOST_CODES:
        raise errors.too_many_codes(lines.height)
    wrong = lines.filter(pl.col("code").str.len_chars() > CODE_LENGTH)
    if wrong.height:
        raise errors.codes_unreadable(int(wrong["at"][0]))
    return lines


def _count(act: Act, row: Catalogue, frame: pl.DataFrame) -> dict[ScanResult, int]:
    once = frame.unique("code", keep="first", maintain_order=True)
    copy_frame("archives_codes", _CODES, once)
    values: dict[str, Any] = {
        "one": row.pk, "at": act.at, "name": act.actor.name, "author": act.actor.id, "enterprise": row.enterprise_id,
        "place": row.place_no, "is_late": row.finished_at is not None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        cursor.execute(_COUNT, values)
        moved, found = cursor.fetchone()
        cursor.execute(_KEEP_STRANGERS.format(within=within(act.actor.scope, "a")), values)
        told = Counter(ScanResult(one[0]) for one in cursor.fetchall())
    found = found or []
    if found:
        CUSTODY.pass_to_place(act, found)
        tell_of(act, events.RECEIVED, found)
    told[ScanResult.COUNTED], told[ScanResult.FOUND] = moved - len(found), len(found)
    told[ScanResult.AGAIN] = frame.height - sum(told.values())
    return {result: told[result] for result in ScanResult if told[result]}
