"""Finds for each line of a statement the money of ours that it is: whole columns at once, never line by line.

Lines have `n` (which one), `fen` (signed), `number`, `words`, `on_day`; what was found has `n`, `found`, `ref_id`, `our_fen`.
"""

from __future__ import annotations

import polars as pl

from yinqiao.areas.reconciliation.types import AGREED, Found, LineState

# Shorter numbers stand in words by chance.
_SHORTEST_NUMBER = 4
_RESULT = ("n", "found", "ref_id", "our_fen")


def state_of(found: Found) -> LineState:
    """Whether a person has to look at a line."""
    return LineState.DONE if found in AGREED else LineState.OPEN


def match_wechat(lines: pl.DataFrame, ours: pl.DataFrame) -> pl.DataFrame:
    """By our number of the order, or of the refund. `ours` has `number`, `ref_id`, `fen` (signed), `is_booked`."""
    joined = lines.join(ours.rename({"fen": "our_fen"}), on="number", how="left")
    same = pl.when(pl.col("fen") < 0).then(pl.lit(Found.REFUND.value)).otherwise(pl.lit(Found.MATCHED.value))
    found = (
        pl.when(pl.col("ref_id").is_null()).then(pl.lit(Found.UNKNOWN.value))
        .when(~pl.col("is_booked")).then(pl.lit(Found.UNBOOKED.value))
        .when(pl.col("fen") == pl.col("our_fen")).then(same)
        .otherwise(pl.lit(Found.DIFFERS.value))
    )  # fmt: skip
    return joined.with_columns(found=found).select(_RESULT)


def match_bank(lines: pl.DataFrame, ours: pl.DataFrame, window: int) -> pl.DataFrame:
    """By the voucher, by a number of ours in the words, by the sum where within `window` days only one comes into question.

    `ours` has `number`, `ref_id`, `fen` (signed), `on_day`, each once and none that another line has already.
    """
    named = _named(lines, ours)
    left = lines.join(named, on="n", how="anti")
    summed = _by_sum(left, ours.join(named, on="ref_id", how="anti"), window)
    rest = left.join(summed, on="n", how="anti").select(
        "n", found=pl.lit(Found.UNKNOWN_BANK.value), ref_id=pl.lit(None, pl.String), our_fen=pl.lit(None, pl.Int64)
    )
    return pl.concat([named, summed, rest]).sort("n")


def _named(lines: pl.DataFrame, ours: pl.DataFrame) -> pl.DataFrame:
    numbers = ours.filter(pl.col("number").str.len_chars() >= _SHORTEST_NUMBER)["number"].unique().to_list()
    in_words = pl.col("words").str.extract_many(numbers) if numbers else pl.lit([], pl.List(pl.String))
    told = pl.concat([
        lines.filter(pl.col("number") != "").select("n", "fen", "number", is_voucher=pl.lit(True)),
        lines.select("n", "fen", in_words.alias("number"), is_voucher=pl.lit(False)).explode("number").drop_nulls("number"),
    ])  # fmt: skip
    both = told.join(ours.select("number", "ref_id", our_fen="fen"), on="number").filter(
        pl.col("fen").sign() == pl.col("our_fen").sign()
    )
    ranked = both.with_columns(is_same=pl.col("fen") == pl.col("our_fen")).sort(
        ["is_same", "is_voucher", "n"], descending=[True, True, False], maintain_order=True
    )
    once = ranked.unique("n", keep="first", maintain_order=True).unique("ref_id", keep="first", maintain_order=True)
    words = pl.when(pl.col("is_same")).then(pl.lit(Found.MATCHED.value)).otherwise(pl.lit(Found.DIFFERS.value))
    return once.with_columns(found=words).select(_RESULT)


def _by_sum(lines: pl.DataFrame, ours: pl.DataFrame, window: int) -> pl.DataFrame:
    """Joined on sum and day: each line stands there for every day of its window, so that equal sums do not multiply."""
    days = pl.int_ranges(-window, window + 1)
    near = lines.with_columns(offset=days).explode("offset").with_columns(
        on_day=pl.col("on_day") + pl.duration(days=pl.col("offset"))
    )  # fmt: skip
    both = near.select("n", "fen", "on_day").join(ours.select("ref_id", "fen", "on_day"), on=["fen", "on_day"])
    counted = both.with_columns(of_line=pl.len().over("n"), of_ours=pl.len().over("ref_id"))
    is_only = (pl.col("of_line") == 1) & (pl.col("of_ours") == 1)
    only = counted.filter(is_only).select(
        "n", found=pl.lit(Found.MATCHED.value), ref_id="ref_id", our_fen="fen"
    )  # fmt: skip
    several = counted.filter(~is_only).unique("n").select(
        "n", found=pl.lit(Found.SEVERAL.value), ref_id=pl.lit(None, pl.String), our_fen=pl.lit(None, pl.Int64)
    )  # fmt: skip
    return pl.concat([only, several])
