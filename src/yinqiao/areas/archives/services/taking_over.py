"""Takes over archives that offices had received, or were waiting for, before this platform came."""

from __future__ import annotations

from uuid import UUID

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.archives import events
from yinqiao.areas.archives.queries import SEALED_NUMBER
from yinqiao.areas.archives.services.custody import CUSTODY
from yinqiao.areas.retirees.services import ID_NUMBER, new_ids
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.crypto.cipher import encrypt_many
from yinqiao.platform.database.bulk import copy_frame, set_based

_COLUMNS = {
    "id": "uuid", "batch_id": "uuid", "batch_no": "text", "enterprise_id": "int", "place_no": "int", "archive_no": "text",
    "barcode": "text", "name": "text", "id_no_index": "bytea", "id_no": "bytea", "seal_id": "uuid", "box_no": "text",
    "items": "int", "pages": "int", "state": "text", "damage_note": "text",
}  # fmt: skip
_CATALOGUES = """
INSERT INTO archives_catalogue (id, batch_no, enterprise_id, place_no, state, archives, sent_name, offered_at, begun_at,
    finished_at, finished_name)
SELECT batch_id, min(batch_no), min(enterprise_id), min(place_no),
    CASE WHEN bool_or(state = 'offered') THEN 'offered' ELSE 'finished' END, count(*), %(name)s, %(at)s,
    CASE WHEN NOT bool_or(state = 'offered') THEN %(at)s END, CASE WHEN NOT bool_or(state = 'offered') THEN %(at)s END,
    CASE WHEN bool_or(state = 'offered') THEN '' ELSE %(name)s END
FROM pg_temp.archives_taken_over GROUP BY batch_id
"""
_ARCHIVES = """
INSERT INTO archives_archive (id, catalogue_id, enterprise_id, place_no, archive_no, barcode, name, id_no_index, id_no,
    seal_id, retiree_id, entry_id, box_no, items, pages, missing_note, state, is_damaged, damage_note, counted_at,
    counted_name, received_at, entered_at)
SELECT t.id, t.batch_id, t.enterprise_id, t.place_no, t.archive_no, t.barcode, t.name, t.id_no_index, t.id_no, t.seal_id,
    r.id, r.id, t.box_no, t.items, t.pages, '', t.state, t.damage_note <> '', t.damage_note,
    CASE WHEN t.state = 'received' THEN %(at)s END, CASE WHEN t.state = 'received' THEN %(name)s ELSE '' END,
    CASE WHEN t.state = 'received' THEN %(at)s END, %(at)s
FROM pg_temp.archives_taken_over t LEFT JOIN retirees_retiree r
  ON r.id_no_index = t.id_no_index AND r.enterprise_id = t.enterprise_id AND r.merged_into_id IS NULL
"""
_TOLD = sql.SQL(
    "SELECT a.retiree_id, a.id AS subject_id, a.enterprise_id, a.place_no, '{{}}'::jsonb AS data"
    " FROM archives_archive a JOIN pg_temp.archives_taken_over t ON t.id = a.id WHERE {whom}"
)
_HAPPENED: tuple[tuple[EventType, str], ...] = (
    (events.OFFERED, "true"), (events.RECEIVED, "a.state = 'received'"), (events.MISSING, "a.state = 'missing'"),
)  # fmt: skip


def take_over_archives(*, act: Act, archives: pl.DataFrame) -> int:
    """Keep archives of catalogues of old, each where it is: `received`, `missing`, or `offered` and not yet counted.

    `archives`: `batch_id` (16 bytes) and `batch_no` of a list that was taken over, `enterprise_id`, `place_no`,
    `archive_no`, `barcode`, `name`, `id_no`, `box_no`, `items`, `pages`, `state`, `damage_note`. A catalogue waits for
    its reception as a whole or is finished: none has archives that wait beside others. An archive is linked to the
    person of its enterprise with its number. Runs inside the caller's act, whose actor must reach everybody; returns
    how many. ValueError for another state.
    """
    if not set(archives["state"].unique()) <= {"received", "missing", "offered"}:
        raise ValueError("archives are taken over as received, missing or offered")
    table, column = SEALED_NUMBER
    told, ids = archives["id_no"].to_list(), new_ids(archives.height).alias("id")
    sealed = encrypt_many(told, ids.to_list(), table=table, column=column)
    frame = archives.with_columns(
        ids, ids.alias("seal_id"), pl.Series("id_no", sealed, dtype=pl.Binary),
        pl.Series("id_no_index", blind_many(told, ID_NUMBER), dtype=pl.Binary),
    )  # fmt: skip
    with set_based(frame.height), connection.cursor() as cursor:
        copy_frame("archives_taken_over", _COLUMNS, frame.select(list(_COLUMNS)))
        cursor.execute(_CATALOGUES, {"at": act.at, "name": act.actor.name})
        cursor.execute(_ARCHIVES, {"at": act.at, "name": act.actor.name})
        CUSTODY.pass_to_place(act, _ids(frame.filter(pl.col("state") == "received")))
        for kind, whom in _HAPPENED:
            act.emit_select(kind, _TOLD.format(whom=sql.SQL(whom)), has_subject=True)
    return frame.height


def _ids(frame: pl.DataFrame) -> list[UUID]:
    return [UUID(bytes=one) for one in frame["id"]]
