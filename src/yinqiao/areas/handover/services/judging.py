"""What a roster is judged by: the check's pure rules, with what the database knows of its people; and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.handover.models import RosterRow
from yinqiao.areas.handover.services.differences import changes_of
from yinqiao.areas.handover.services.lookups import candidates, known_numbers, probable_elsewhere
from yinqiao.areas.handover.types import RowState
from yinqiao.areas.lists.queries import CheckJob, Judged
from yinqiao.areas.organisations.queries import get_enterprise, list_answered_ids, places, usccs_of
from yinqiao.areas.retirees.services import INDEXES, PLAIN, new_ids, seal_facts, short_columns
from yinqiao.areas.rosters.queries import (
    OWN_STANDINGS,
    CheckContext,
    EnterpriseFacts,
    RosterCheck,
    as_known,
    as_people,
    check_alone,
    check_normalised,
    index_places,
    is_stopped,
    normalise,
    unknown_people,
)
from yinqiao.areas.rosters.types import FindingCode, RowChange
from yinqiao.platform.access import acting
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import load_frame, set_based
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

# What the register holds in the open.
_OPEN = {name: kind for name, kind in PLAIN.items() if name not in ("name", "enterprise_id", "place_no")}
_ROW_COLUMNS = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "state": "text", "change": "text",
    "changed_fields": "jsonb", "name": "text", "place_no": "int", "route_how": "text", "retiree_id": "uuid",
    **_OPEN, **INDEXES, "facts_id": "uuid", "facts": "bytea", "facts_digest": "bytea", "former_name": "text",
}  # fmt: skip
# Known elsewhere is not a fault of the row, but nobody is offered twice: the row waits until a person has decided.
_HELD_BACK = (FindingCode.REGISTERED_ELSEWHERE.value,)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check found, ready to be stored."""

    check: RosterCheck
    known: pl.DataFrame
    changes: pl.DataFrame
    taken: pl.DataFrame


def judge_roster(job: CheckJob, table: SheetTable, header: HeaderMatch) -> Judged:
    """Bring the rows into normal form, ask the database, check, compare with the register."""
    rows = table.frame.height
    with acting(job.actor):
        context = _context(job)
    roster = normalise(table, header, context)
    with ThreadPoolExecutor(2) as aside:
        # The file is judged by itself and sealed while the server looks its people up.
        alone, sealed = aside.submit(check_alone, roster, context), aside.submit(_taken, roster.frame)
        with acting(job.actor), set_based(rows):
            known = known_numbers(job.enterprise_id, roster)
            asked = unknown_people(roster, known)
            elsewhere = probable_elsewhere(job.enterprise_id, asked)
            alike = candidates(job.enterprise_id, asked)
        told = replace(context, known=as_known(known), candidates=alike, probable_elsewhere=frozenset(elsewhere))
        check = check_normalised(roster, told, alone.result())
        taken = sealed.result()
    job.tell("comparing", rows, rows)
    with acting(job.actor), set_based(rows):
        own = known.filter(pl.col("standing").is_in(OWN_STANDINGS)).select("row_no", "id_no_index")
        changes = changes_of(job.enterprise_id, check.rows, own)
    checked = _checked_rows(_Found(check, known, changes, taken))
    return Judged(check.findings, _counts(check, checked), partial(_store_rows, checked))


def _context(job: CheckJob) -> CheckContext:
    enterprise = get_enterprise(enterprise_id=job.enterprise_id)
    family = usccs_of(set(list_answered_ids(enterprise_id=enterprise.id)))
    return CheckContext(
        today=timezone.localdate(job.at),
        enterprise=EnterpriseFacts(enterprise.id, frozenset(family)),
        places=index_places(places()),
        area_code=settings.AREA_CODE,
    )


def _store_rows(rows: pl.DataFrame, act: Act, batch: Any) -> None:
    new = pl.when(pl.col("change") == RowChange.NEW.value).then(pl.col("facts_id")).alias("retiree_id")
    keys = pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")
    stored = rows.with_columns(*keys, new, pl.col("name", "route_how").fill_null(""))
    load_frame("handover_rosterrow", _ROW_COLUMNS, stored)


def _checked_rows(found: _Found) -> pl.DataFrame:
    held = found.check.findings.filter(pl.col("code").is_in(_HELD_BACK))["row_no"].unique()
    rows = found.check.rows.join(found.changes, on="row_no", how="left", maintain_order="left")
    is_held = pl.col("blocked") | pl.col("row_no").is_in(held.implode())
    state = pl.when(is_held).then(pl.lit(RowState.BLOCKED.value)).otherwise(pl.lit(RowState.READY.value))
    fields = pl.when(pl.col("changed_fields").list.len() > 0).then(
        pl.format('["{}"]', pl.col("changed_fields").list.join('","'))
    )
    rows = rows.with_columns(state=state, changed_fields=fields, name=pl.col("name").str.slice(0, 60))
    kept = rows.select("row_no", "state", "change", "changed_fields", "name", "place_no", "route_how")
    numbers = found.known.select("row_no", "id_no_index")
    ready = rows.filter(pl.col("state") == RowState.READY.value)["row_no"]
    # Of a row that goes nowhere nothing is kept but its name.
    for one in (numbers, found.taken.filter(pl.col("row_no").is_in(ready.implode()))):
        kept = kept.join(one, on="row_no", how="left", maintain_order="left")
    return kept


def _taken(rows: pl.DataFrame) -> pl.DataFrame:
    """What the register would take of each row, in its form: open columns, indexes, sealed facts."""
    people = as_people(rows)
    ids = new_ids(people.height)
    return people.select(
        "row_no", *(name for name in _OPEN if name in people.columns),
        *(pl.lit(None, pl.String).alias(name) for name in _OPEN if name not in people.columns),
    ).with_columns(
        *short_columns(people), ids.alias("facts_id"), *seal_facts(people, ids), rows["former_name"]
    )  # fmt: skip


def _counts(check: RosterCheck, rows: pl.DataFrame) -> dict[str, int]:
    ready = rows.filter(pl.col("state") == RowState.READY.value)
    changes = dict(ready.group_by("change").len().iter_rows())
    return {
        "rows": rows.height,
        "ready": ready.height,
        "blocked": rows.height - ready.height,
        "doubles": check.doubles,
        "too_many_doubles": int(is_stopped(rows.height, check.doubles)),
        **{f"change_{change.value}": int(changes.get(change.value, 0)) for change in RowChange},
    }


def forget_rows(batch_ids: Sequence[UUID]) -> None:
    """Delete the rows of these batches."""
    RosterRow.objects.filter(batch_id__in=batch_ids).delete()


def batches_with_rows() -> QuerySet[Any, Any]:
    """The ids of the batches that have rows."""
    return RosterRow.objects.values("batch_id").distinct()


def rows_left_behind(batch_id: UUID) -> list[int]:
    """The numbers of the rows that were held back by the check, or overtaken since."""
    rows = RosterRow.objects.filter(batch_id=batch_id, state=RowState.BLOCKED).order_by("row_no")
    return list(rows.values_list("row_no", flat=True))
