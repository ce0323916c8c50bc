"""What a list of retiring people is judged by: its cells, the law, the register and who is expected already."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.lists.queries import CheckJob, Judged
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import ID_NUMBER, new_ids
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.rosters.queries import (
    OWN_STANDINGS,
    CheckContext,
    EnterpriseFacts,
    NormalisedRoster,
    check_cells,
    check_whereabouts,
    index_places,
    no_findings,
    normalise,
)
from yinqiao.areas.rosters.types import FieldKind, RowChange
from yinqiao.areas.routine.models import RetiringRow
from yinqiao.areas.routine.queries import RETIRING_FIELDS
from yinqiao.areas.routine.rules import OPEN_TO_LISTS, finding_words, month_words, plan_of
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, ROW_TABLE, Facts, seal, unseal
from yinqiao.areas.routine.types import (
    ExpectedState,
    ListFinding,
    Plan,
    PostCategory,
    RetirementOption,
    RowState,
    Told,
)
from yinqiao.kernel.codes import Sex
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access import acting
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.database.bulk import copy_frame, load_frame, set_based
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

_ROW_COLUMNS = {
    "batch_id": "uuid", "row_no": "int", "enterprise_id": "int", "state": "text", "change": "text",
    "changed_fields": "jsonb", "name": "text", "planned_on": "date", "id_no_index": "bytea", "facts_id": "uuid",
    "facts": "bytea",
}  # fmt: skip
_ASKED = {"row_no": "int", "id_no_index": "bytea"}
_REGISTERED = "SELECT id_no_index, standing FROM handover_known_numbers(%s, %s) WHERE standing <> 'roster_elsewhere'"
_EXPECTED = """
SELECT q.row_no, x.id, x.state, x.facts, b.batch_no FROM pg_temp.routine_asked q
JOIN routine_expectedretiree x ON x.id_no_index = q.id_no_index AND x.enterprise_id = %s
LEFT JOIN lists_batch b ON b.id = x.batch_id
"""
# What is said of a number that stands in the register.
STANDING_FINDINGS = {
    "own": ListFinding.REGISTERED, "succeeded": ListFinding.REGISTERED, "other": ListFinding.REGISTERED_ELSEWHERE, "deceased": ListFinding.RECORDED_DEAD,
}  # fmt: skip
# What is derived from other cells and shown by itself is no change of the list.
_UNTOLD = frozenset({"place_no", "route_how", "born_on", "sex"})


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the enterprise expects already under this number."""

    id: UUID
    state: ExpectedState
    facts: Facts
    batch_no: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with everything that is known about it; `known` is none for a new person."""

    row_no: int
    told: Facts
    known: Known | None
    standing: str


class _Found:
    """The findings of this room, row by row."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str, str, str, str | None]] = []

    def add(self, row_no: int, field: str, code: ListFinding, args: Mapping[str, str] | None = None) -> None:
        """Note one finding."""
        told = json.dumps(args, ensure_ascii=False) if args else None
        self.rows.append((row_no, field, code.value, finding_words()[code]["severity"], told))

    def frame(self) -> pl.DataFrame:
        """All of them."""
        return pl.DataFrame(self.rows, schema=no_findings().schema, orient="row")


def judge_list(job: CheckJob, table: SheetTable, header: HeaderMatch) -> Judged:
    """Bring the rows into normal form, check cells, months and places, ask the register and who is expected already."""
    with acting(job.actor):
        context = CheckContext(
            today=timezone.localdate(job.at), enterprise=EnterpriseFacts(job.enterprise_id),
            places=index_places(places()), area_code=settings.AREA_CODE,
        )  # fmt: skip
    people = normalise(table, header, context, RETIRING_FIELDS)
    height = people.frame.height
    job.tell("comparing", height, height)
    where, routes = check_whereabouts(people, context)
    numbers = people.numbers
    indexes = pl.Series("id_no_index", blind_many(numbers["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary)
    asked = numbers.select("row_no").with_columns(indexes)
    with acting(job.actor), set_based(height):
        standings, known = _ask(job.enterprise_id, asked)
    rows = [
        _Row(told["row_no"], _facts_of(told), known.get(told["row_no"]), standings.get(told["row_no"], ""))
        for told in _cells(people, routes)
    ]
    found = _Found()
    plans = {row.row_no: _judge(row, context.today, found) for row in rows}
    findings = pl.concat([check_cells(people, context), where, found.frame()]).sort("row_no", maintain_order=True)
    checked = _checked(rows, plans, findings, dict(asked.iter_rows()))
    counts = _counts(checked)
    return Judged(findings, counts, lambda act, batch: _store(checked, act, batch))


def _cells(people: NormalisedRoster, routes: pl.DataFrame) -> list[dict[str, Any]]:
    fields = [one.name for one in RETIRING_FIELDS if one.kind is not FieldKind.SERIAL]
    frame = people.frame.select("row_no", *fields, "is_id_valid")
    joined = frame.join(
        routes.select("row_no", "place_no", "route_how"), on="row_no", how="left", maintain_order="left"
    )
    return joined.to_dicts()


def _facts_of(cells: Mapping[str, Any]) -> Facts:
    """The cells that say something, in the form in which they are kept; whose place is only guessed has none told."""
    is_told = cells["residence_address"] or cells["community_name"]
    skipped = {"row_no", "is_id_valid"} | (set() if is_told else {"place_no", "route_how"})
    facts: Facts = {}
    for name, value in cells.items():
        if name in skipped or value in (None, ""):
            continue
        limit = RETIRING_FIELDS[name].max_length if name in RETIRING_FIELDS else 0
        facts[name] = (
            value.isoformat()
            if isinstance(value, date)
            else value[:limit]
            if isinstance(value, str) and limit
            else value
        )
    return facts if cells["is_id_valid"] else {**facts, "id_no": ""}


def _ask(enterprise_id: int, asked: pl.DataFrame) -> tuple[dict[int, str], dict[int, Known]]:
    """Per row: how the register stands to the number (own, other, deceased), and whom the enterprise expects."""
    copy_frame("routine_asked", _ASKED, asked)
    with connection.cursor() as cursor:
        cursor.execute(_REGISTERED, [enterprise_id, b"".join(asked["id_no_index"].to_list())])
        by_number = {bytes(row[0]): row[1] for row in cursor.fetchall()}
        cursor.execute(_EXPECTED, [enterprise_id])
        found = cursor.fetchall()
    opened = unseal([row[3] for row in found], [row[1] for row in found], table=EXPECTED_TABLE)
    known = {
        row[0]: Known(row[1], member_of(ExpectedState, row[2]), facts, row[4] or "")
        for row, facts in zip(found, opened, strict=True)
    }
    standings = {row_no: by_number[index] for row_no, index in asked.iter_rows() if index in by_number}
    return standings, known


def merged(known: Facts, told: Facts) -> Facts:
    """What is known after a list: what it says outranks what was known, a blank says nothing.

    Whoever no longer chooses anything has no chosen month either.
    """
    facts = {**known, **told}
    no_choice = told.get("option") == RetirementOption.NONE.value and not facts.get("is_special")
    if no_choice and "chosen_on" not in told:
        facts.pop("chosen_on", None)
    return facts


def told_of(facts: Facts) -> Told | None:
    """What of the facts decides when somebody retires; None while birth or sex are unknown."""
    if "born_on" not in facts or facts.get("sex") not in (Sex.MALE.value, Sex.FEMALE.value):
        return None
    chosen = facts.get("chosen_on")
    return Told(
        date.fromisoformat(facts["born_on"]),
        facts["sex"] == Sex.FEMALE.value,
        member_of(PostCategory, facts["post"]) if facts.get("post") else None,
        bool(facts.get("is_special")),
        member_of(RetirementOption, facts["option"]) if facts.get("option") else None,
        date.fromisoformat(chosen) if chosen else None,
    )


def _judge(row: _Row, today: date, found: _Found) -> Plan | None:
    """The month in which somebody retires; what bars the row, and what to look at, goes to `found`."""
    if row.known is not None and row.known.state not in OPEN_TO_LISTS:
        standing = {"state": row.known.state.label, "batch_no": row.known.batch_no}
        found.add(row.row_no, "id_no", ListFinding.HANDED_OVER, standing)
        return None
    if row.standing and (row.known is None or row.standing not in OWN_STANDINGS):
        found.add(row.row_no, "id_no", STANDING_FINDINGS[row.standing])
        return None
    facts = merged(row.known.facts if row.known else {}, row.told)
    told = told_of(facts)
    if told is None:
        return None
    parameters = rulebook().get("routine.retirement_month", region=settings.REGION, day=today).parameters
    plan, wrong = plan_of(told, parameters)
    for code, args in wrong:
        found.add(row.row_no, "post" if code is ListFinding.POST_MISSING else "chosen_on", code, args)
    if told.is_special and not facts.get("approval_no"):
        found.add(row.row_no, "approval_no", ListFinding.APPROVAL_MISSING)
    if plan is not None:
        _look_ahead(row, plan, today, found)
    if row.known is not None and (labels := _labels(changes_of(row.known.facts, row.told))):
        found.add(row.row_no, "", ListFinding.CHANGED, {"fields": labels})
    return plan


def _look_ahead(row: _Row, plan: Plan, today: date, found: _Found) -> None:
    horizon = rulebook().get("routine.horizon", region=settings.REGION, day=today)
    if plan.planned_on > add_months(month_of(today), horizon.parameters["months"]):
        found.add(row.row_no, "id_no", ListFinding.FAR_AHEAD, {"planned": month_words(plan.planned_on)})
    if plan.latest_on < month_of(today):
        found.add(row.row_no, "id_no", ListFinding.PAST_LATEST, {"lawful": month_words(plan.latest_on)})


def changes_of(known: Facts, told: Facts) -> list[str]:
    """The cells that a list says otherwise than what is known; a blank says nothing."""
    after = merged(known, told)
    return [
        one.name for one in RETIRING_FIELDS if one.name not in _UNTOLD and after.get(one.name) != known.get(one.name)
    ]


def _labels(names: Sequence[str]) -> str:
    return "、".join(RETIRING_FIELDS.label(name) for name in names)


def _checked(
    rows: Sequence[_Row], plans: Mapping[int, Plan | None], findings: pl.DataFrame, indexes: Mapping[int, bytes]
) -> pl.DataFrame:
    """The rows as they are stored: of those that are held back the name alone."""
    blocking = set(findings.filter(pl.col("severity") == "blocks")["row_no"].to_list())
    fresh = [UUID(bytes=one) for one in new_ids(len(rows)).to_list()]
    ids = [row.known.id if row.known else new for row, new in zip(rows, fresh, strict=True)]
    is_ready = [
        0 not in blocking and row.row_no not in blocking and plans[row.row_no] is not None and row.row_no in indexes
        for row in rows
    ]
    sealed = seal(
        [row.told if ready else None for row, ready in zip(rows, is_ready, strict=True)], ids, table=ROW_TABLE
    )
    stored = [
        _stored(row, plans[row.row_no] if ready else None, (one, facts), indexes.get(row.row_no))
        for row, ready, one, facts in zip(rows, is_ready, ids, sealed, strict=True)
    ]
    return pl.DataFrame(stored, schema=_STORED, orient="row")


_STORED = {
    "row_no": pl.Int32, "state": pl.String, "change": pl.String, "changed_fields": pl.String, "name": pl.String,
    "planned_on": pl.Date, "id_no_index": pl.Binary, "facts_id": pl.Binary, "facts": pl.Binary,
}  # fmt: skip


def _stored(row: _Row, plan: Plan | None, sealed: tuple[UUID, bytes | None], index: bytes | None) -> tuple[Any, ...]:
    name = row.told.get("name", "")
    if plan is None:
        return row.row_no, RowState.BLOCKED.value, "", None, name, None, None, None, None
    changed = changes_of(row.known.facts, row.told) if row.known else []
    is_again = row.known is not None and row.known.state is ExpectedState.WITHDRAWN
    change = RowChange.NEW if row.known is None or is_again else RowChange.CHANGED if changed else RowChange.UNCHANGED
    return (
        row.row_no, RowState.READY.value, change.value, json.dumps(changed) if changed else None, name, plan.planned_on,
        index, sealed[0].bytes, sealed[1],
    )  # fmt: skip


def _counts(rows: pl.DataFrame) -> dict[str, int]:
    ready = rows.filter(pl.col("state") == RowState.READY.value)
    changes = dict(ready.group_by("change").len().iter_rows())
    return {
        "rows": rows.height,
        "ready": ready.height,
        "blocked": rows.height - ready.height,
        **{f"change_{one.value}": int(changes.get(one.value, 0)) for one in RowChange},
    }


def _store(rows: pl.DataFrame, act: Act, batch: Any) -> None:
    keys = pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")
    load_frame("routine_retiringrow", _ROW_COLUMNS, rows.with_columns(*keys))


def forget_rows(batch_ids: Sequence[UUID]) -> None:
    """Delete the rows of these batches."""
    RetiringRow.objects.filter(batch_id__in=batch_ids).delete()


def batches_with_rows() -> QuerySet[Any, Any]:
    """The ids of the batches that have rows."""
    return RetiringRow.objects.values("batch_id").distinct()


def rows_left_behind(batch_id: UUID) -> list[int]:
    """The numbers of the rows that were held back by the check, or overtaken since."""
    rows = RetiringRow.objects.filter(batch_id=batch_id, state=RowState.BLOCKED).order_by("row_no")
    return list(rows.values_list("row_no", flat=True))
