"""The same ID number twice in one file."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind, FieldList
from yinqiao.areas.rosters.rules.finding_frame import findings_of, has_bit
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.id_number import IdProblem

_SHOWN = 3
"""So many differing columns are named; more would not help to decide."""


def check_duplicates(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Every row after the first of one number is held back and points to the first, naming what differs.

    A number that lost its last digits in a spreadsheet looks like its neighbours: it is never a duplicate.
    """
    del context
    if "id_no" not in roster.active:
        return []
    is_whole = has_bit("problems:id_no", IdProblem.PRECISION_LOST.bit).not_()
    numbers = roster.frame.select("id_no", is_whole.alias("is_whole"))
    is_repeated = pl.col("id_no").is_not_null() & pl.col("is_whole") & pl.col("id_no").is_duplicated()
    repeated = roster.frame.filter(numbers.select(is_repeated.alias("is_repeated"))["is_repeated"]).sort("row_no")
    if repeated.is_empty():
        return []
    compared = [
        name
        for name in sorted(roster.active, key=list(roster.fields.by_name).index)
        if name != "id_no" and roster.fields[name].kind is not FieldKind.SERIAL
    ]
    first = repeated.unique("id_no", keep="first", maintain_order=True)
    first = first.select(
        "id_no", pl.col("row_no").alias("row"), *(pl.col(name).alias(f"first:{name}") for name in compared)
    )
    later = repeated.join(first, on="id_no", how="inner").filter(pl.col("row_no") != pl.col("row"))
    later = later.with_columns(_differing(compared, roster.fields).alias("differing"))
    args = {"row": pl.col("row"), "differing": pl.col("differing")}
    return [findings_of(later, FindingCode.DUPLICATE_IN_FILE, "id_no", args)]


def _differing(names: list[str], fields: FieldList) -> pl.Expr:
    """“，但姓名、电话不同”, or nothing for a row that is the same throughout."""
    if not names:
        return pl.lit("")
    labels = pl.concat_list(
        pl.when(pl.col(name).ne_missing(pl.col(f"first:{name}"))).then(pl.lit(fields[name].label)) for name in names
    ).list.drop_nulls()
    more = pl.when(labels.list.len() > _SHOWN).then(pl.lit("等")).otherwise(pl.lit(""))
    listed = pl.concat_str(pl.lit("，但"), labels.list.head(_SHOWN).list.join("、"), more, pl.lit("不同"))
    return pl.when(labels.list.len() > 0).then(listed).otherwise(pl.lit(""))
