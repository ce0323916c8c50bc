"""What an archive catalogue is judged by: its cells, its own numbers, the register and the archives known already."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.archives.models import CatalogueRow
from yinqiao.areas.archives.queries import CATALOGUE_FIELDS, SEALED_NUMBER
from yinqiao.areas.archives.rules import finding_words, standing_finding
from yinqiao.areas.archives.types import ArchiveState, CatalogueFinding
from yinqiao.areas.lists.queries import CheckJob, Judged, hold_back
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import ID_NUMBER, new_ids
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    NormalisedRoster,
    check_cells,
    findings_of,
    index_places,
    no_findings,
    normalise,
)
from yinqiao.areas.rosters.types import Severity
from yinqiao.platform.access import acting
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.crypto.cipher import encrypt_many
from yinqiao.platform.database.bulk import copy_frame, load_frame, set_based
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

_TEXTS = ("archive_no", "barcode", "name", "box_no", "missing_note", "remark")
_ROW_COLUMNS = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "state": "text", "archive_no": "text", "barcode": "text",
    "name": "text", "id_no_index": "bytea", "id_no": "bytea", "seal_id": "uuid", "box_no": "text", "items": "int",
    "classes": "text", "pages": "int", "missing_note": "text", "remark": "text",
}  # fmt: skip
_CLASSES = tuple(f"class_{number}" for number in range(1, 11))
_ASKED = {"row_no": "int", "archive_no": "text", "id_no_index": "bytea"}
_KNOWN_PEOPLE = """
SELECT q.row_no FROM pg_temp.archives_asked q JOIN retirees_retiree r
  ON r.id_no_index = q.id_no_index AND r.enterprise_id = %s AND r.merged_into_id IS NULL
"""
_KNOWN_ARCHIVES = """
SELECT q.row_no, a.state, c.batch_no FROM pg_temp.archives_asked q
JOIN archives_archive a ON a.archive_no = q.archive_no AND a.enterprise_id = %s
JOIN archives_catalogue c ON c.id = a.catalogue_id
"""


def judge_catalogue(job: CheckJob, table: SheetTable, header: HeaderMatch) -> Judged:
    """Bring the rows into normal form, check cells and numbers, ask the register and the archives known already."""
    with acting(job.actor):
        context = CheckContext(
            today=timezone.localdate(job.at),
            enterprise=EnterpriseFacts(job.enterprise_id),
            places=index_places(places()),
        )
    catalogue = normalise(table, header, context, CATALOGUE_FIELDS)
    rows = catalogue.frame.height
    job.tell("comparing", rows, rows)
    with ThreadPoolExecutor(2) as aside:
        # The file is judged by itself, and sealed while the server looks its archives up.
        cells = aside.submit(check_cells, catalogue, context)
        asked = _asked(catalogue)
        sealed = aside.submit(_sealed, asked)
        with acting(job.actor), set_based(rows):
            copy_frame("archives_asked", _ASKED, asked.select(list(_ASKED)))
            found = [
                *_repeated(catalogue), _unknown_people(job.enterprise_id, asked), _standing(job.enterprise_id),
                _classes_that_differ(catalogue),
            ]  # fmt: skip
        findings = pl.concat([cells.result(), *found]).sort("row_no", maintain_order=True)
        checked = _checked(catalogue, sealed.result(), findings)
    ready = checked.filter(pl.col("state") == RowState.READY.value).height
    counts = {"rows": rows, "ready": ready, "blocked": rows - ready}
    return Judged(findings, counts, lambda act, batch: _store(checked, act, batch))


def _asked(catalogue: NormalisedRoster) -> pl.DataFrame:
    """Each row with the index of its number."""
    rows = catalogue.frame.select("row_no", "archive_no").join(
        catalogue.numbers.select("row_no", "id_no"), on="row_no", how="left", maintain_order="left"
    )
    return rows.with_columns(pl.Series("id_no_index", blind_many(rows["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary))


def _sealed(asked: pl.DataFrame) -> pl.DataFrame:
    """Each row with the id of the archive that it may become, to which its number is sealed."""
    told, seals = asked["id_no"].to_list(), new_ids(asked.height).alias("seal_id")
    table, column = SEALED_NUMBER
    sealed = encrypt_many(told, seals.to_list(), table=table, column=column)
    return asked.with_columns(pl.Series("id_no", sealed, dtype=pl.Binary), seals)


def _finding(rows: pl.DataFrame, code: CatalogueFinding, field: str, args: str | None = None) -> pl.DataFrame:
    """A finding for each of these rows; `args` names the column that is its one argument."""
    told = {args: pl.col(args)} if args else None
    return findings_of(rows, code, field, told, Severity(finding_words()[code]["severity"]))


def _repeated(catalogue: NormalisedRoster) -> list[pl.DataFrame]:
    """Numbers and barcodes that stand twice: every row is held back, for which of them is wrong the file does not say."""
    found = []
    for field, code in (
        ("archive_no", CatalogueFinding.NUMBER_REPEATED),
        ("barcode", CatalogueFinding.BARCODE_REPEATED),
    ):
        held = catalogue.frame.select("row_no", field).drop_nulls(field).filter(pl.col(field).is_duplicated())
        ends = held.group_by(field).agg(pl.col("row_no").min().alias("first"), pl.col("row_no").max().alias("last"))
        other = pl.when(pl.col("row_no") == pl.col("first")).then("last").otherwise("first").alias("row")
        found.append(_finding(held.join(ends, on=field).with_columns(other).sort("row_no"), code, field, "row"))
    return found


def _classes_that_differ(catalogue: NormalisedRoster) -> pl.DataFrame:
    """Rows whose ten classes are all filled in and do not add up to the items that the row tells."""
    total = pl.sum_horizontal(_CLASSES, ignore_nulls=False).alias("total")
    rows = catalogue.frame.select("row_no", "items", total).filter(pl.col("total") != pl.col("items"))
    return _finding(rows.cast({"total": pl.String}), CatalogueFinding.CLASSES_DIFFER, "items", "total")


def _unknown_people(enterprise_id: int, asked: pl.DataFrame) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_PEOPLE, [enterprise_id])
        known = [row[0] for row in cursor.fetchall()]
    unknown = asked.filter(pl.col("id_no_index").is_not_null() & pl.col("row_no").is_in(known).not_())
    return _finding(unknown, CatalogueFinding.PERSON_UNKNOWN, "id_no")


def _standing(enterprise_id: int) -> pl.DataFrame:
    """Rows whose archive a place holds already, or that stand in another catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_ARCHIVES, [enterprise_id])
        known = cursor.fetchall()
    judged = [(row, standing_finding(ArchiveState(state)), batch_no) for row, state, batch_no in known]
    found = [
        _finding(
            pl.DataFrame({"row_no": [row], "batch_no": [batch_no]}, schema={"row_no": pl.UInt32, "batch_no": pl.String}),
            code, "archive_no", "batch_no",
        )
        for row, code, batch_no in judged if code is not None
    ]  # fmt: skip
    return pl.concat([no_findings(), *found])


def _checked(catalogue: NormalisedRoster, sealed: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The rows as they are stored: of those that are held back number and name alone."""
    # One text for the ten counts: a class that nobody filled in stays empty, and so does the text where nobody filled in any.
    told = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in _CLASSES], separator=",")
    is_told = pl.any_horizontal(pl.col(name).is_not_null() for name in _CLASSES)
    classes = pl.when(is_told).then(told).otherwise(pl.lit("")).alias("classes")
    rows = catalogue.frame.select("row_no", *_TEXTS, "items", "pages", classes).join(
        sealed.drop("archive_no"), on="row_no", how="left", maintain_order="left"
    )
    rows = hold_back(rows, findings, ("archive_no", "name"))
    limits = {name: CATALOGUE_FIELDS[name].max_length for name in _TEXTS}
    return rows.with_columns(
        pl.col("classes").fill_null(""), *(pl.col(name).str.slice(0, limits[name]).fill_null("") for name in _TEXTS)
    )


def _store(rows: pl.DataFrame, act: Act, batch: Any) -> None:
    keys = pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")
    load_frame("archives_cataloguerow", _ROW_COLUMNS, rows.with_columns(*keys))


def forget_rows(batch_ids: Sequence[UUID]) -> None:
    """Delete the rows of these batches."""
    CatalogueRow.objects.filter(batch_id__in=batch_ids).delete()


def batches_with_rows() -> QuerySet[Any, Any]:
    """The ids of the batches that have rows."""
    return CatalogueRow.objects.values("batch_id").distinct()


def rows_left_behind(batch_id: UUID) -> list[int]:
    """The numbers of the rows that were held back by the check, or overtaken since."""
    rows = CatalogueRow.objects.filter(batch_id=batch_id, state=RowState.BLOCKED).order_by("row_no")
    return list(rows.values_list("row_no", flat=True))
