"""What becomes of each row of the old system's table: it loads, is here already, needs somebody, or is explained by itself."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from django.db import connection

from yinqiao.areas.opening.services.reading import Read
from yinqiao.areas.opening.types import Explanation, Reason, RowState
from yinqiao.areas.retirees.services import INDEXES, PLAIN, new_ids, seal_facts, short_columns
from yinqiao.areas.rosters.queries import as_people
from yinqiao.areas.rosters.types import Severity

_STANDINGS = "SELECT id_no_index, standing FROM handover_known_numbers(0, %s) WHERE standing <> 'roster_elsewhere'"
# What the register holds in the open, as the row keeps it.
OPEN: Final = {name: kind for name, kind in PLAIN.items() if name not in ("name", "enterprise_id", "place_no")}
ROW_COLUMNS: Final = {
    "id": "uuid", "run_id": "uuid", "row_no": "int", "place_no": "int", "state": "text", "reason": "text", "field": "text",
    "args": "jsonb", "explanation": "text", "words": "text", "explained_name": "text", "old_no": "text",
    "old_enterprise": "text", "old_place": "text", "accepted_on": "date", "contacted_on": "date", "enterprise_id": "int",
    "to_place": "int", "route_how": "text", "name": "text", **OPEN, **INDEXES, "facts": "bytea",
    "facts_digest": "bytea", "former_name": "text",
}  # fmt: skip
# An old state that is no load explains itself.
_BY_ITSELF = {
    Reason.OLD_DEAD.value: Explanation.DECEASED.value,
    Reason.OLD_LEFT.value: Explanation.LEFT.value,
    Reason.EXCLUDED.value: Explanation.OTHER.value,
}
_KEPT = (
    "id", "row_no", "state", "reason", "field", "args", "explanation", "words", "explained_name", "old_no", "old_enterprise",
    "old_place", "accepted_on", "contacted_on", "enterprise_id", "to_place", "route_how", "name", "id_no_index",
)  # fmt: skip


def standings_of(rows: pl.DataFrame) -> pl.DataFrame:
    """`id_no_index`, `standing` (other: registered and alive; deceased) of the numbers that the register holds."""
    numbers = rows["id_no_index"].drop_nulls().unique()
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [b"".join(numbers.to_list())])
        found = cursor.fetchall()
    return pl.DataFrame(
        {
            "id_no_index": pl.Series([bytes(row[0]) for row in found], dtype=pl.Binary),
            "standing": pl.Series([row[1] for row in found], dtype=pl.String),
        }
    )


def judge_rows(read: Read, standings: pl.DataFrame, today: Any) -> pl.DataFrame:
    """The rows as they are stored; of those that do not load only who is meant, where and why."""
    rows = read.rows.join(standings, on="id_no_index", how="left", maintain_order="left")
    rows = rows.with_columns(_reason(today)).with_columns(_state())
    is_own = pl.col("reason").str.starts_with("opening.")
    explained = pl.col("reason").replace_strict(_BY_ITSELF, default="", return_dtype=pl.String)
    is_explained = pl.col("state") == RowState.EXPLAINED.value
    rows = rows.with_columns(
        field=pl.when(~is_own).then(pl.col("field")).fill_null(""),
        args=pl.when(~is_own).then(pl.col("args")),
        explanation=pl.when(is_explained).then(explained).otherwise(pl.lit("")),
        words=pl.when(pl.col("reason") == Reason.EXCLUDED.value).then(pl.col("excluded")).fill_null(""),
        explained_name=pl.when(is_explained).then(pl.lit("系统")).otherwise(pl.lit("")),
        name=pl.col("name").str.slice(0, 60).fill_null(""),
        id=new_ids(rows.height),
        **{one: pl.col(one).fill_null("") for one in ("old_no", "route_how", "reason")},
    )
    ready = rows.filter(pl.col("state") == RowState.READY.value)
    return rows.select(_KEPT).join(_taken(ready), on="row_no", how="left", maintain_order="left")


def _reason(today: Any) -> pl.Expr:
    """Why a row does not load; null for one that does. Who is here is here, whatever else the row says."""
    is_repeated = pl.col("old_no").is_not_null() & pl.col("code").is_null() & (
        pl.struct("old_no", pl.col("code").is_null()).is_duplicated()
    )  # fmt: skip

    def when(condition: pl.Expr, reason: Reason) -> pl.Expr:
        return pl.when(condition).then(pl.lit(reason.value))

    return pl.coalesce(
        when(pl.col("standing") == "deceased", Reason.HERE_DEAD),
        when(pl.col("standing").is_not_null(), Reason.HERE),
        pl.col("old_reason"),
        when(pl.col("excluded").is_not_null(), Reason.EXCLUDED),
        pl.col("code"),
        when(is_repeated, Reason.OLD_NUMBER_REPEATED),
        when(pl.col("accepted_on") > today, Reason.ACCEPTED_LATER),
        when(pl.col("id_no_index").is_null() | pl.any_horizontal(pl.col("born_on", "sex").is_null()), Reason.NUMBER_NOT_SURE),
        when(pl.col("enterprise_id").is_null(), Reason.ENTERPRISE_UNKNOWN),
        when(pl.col("to_place").is_null(), Reason.PLACE_UNKNOWN),
    ).alias("reason")  # fmt: skip


def _state() -> pl.Expr:
    here = [Reason.HERE.value, Reason.HERE_DEAD.value]
    return (
        pl.when(pl.col("reason").is_null()).then(pl.lit(RowState.READY.value))
        .when(pl.col("reason").is_in(here)).then(pl.lit(RowState.KNOWN.value))
        .when(pl.col("reason").is_in(list(_BY_ITSELF))).then(pl.lit(RowState.EXPLAINED.value))
        .otherwise(pl.lit(RowState.HELD.value)).alias("state")
    )  # fmt: skip


def _taken(ready: pl.DataFrame) -> pl.DataFrame:
    """What the register would take of each row, in its form: open columns, indexes, sealed facts."""
    people = as_people(ready)
    return people.select(
        "row_no", *(name for name in OPEN if name in people.columns),
        *(pl.lit(None, pl.String).alias(name) for name in OPEN if name not in people.columns),
    ).with_columns(
        *short_columns(people), *seal_facts(people, ready["id"]), ready["former_name"].str.slice(0, 200)
    )  # fmt: skip


def counted_findings(findings: pl.DataFrame) -> list[dict[str, Any]]:
    """How many rows each kind of finding in the cells has, what was mended left out; the most severe first."""
    told = findings.filter(pl.col("severity") != Severity.MENDED.value)
    counted = told.group_by("code", "severity").agg(pl.col("row_no").n_unique().alias("rows"))
    return counted.sort("severity", "rows", "code", descending=[False, True, False]).to_dicts()
