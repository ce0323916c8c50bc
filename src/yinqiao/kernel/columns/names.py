"""Search terms for whole columns of names: the twin of `kernel.pinyin.name_terms`."""

from __future__ import annotations

import polars as pl

from yinqiao.kernel.columns.distinct import text_column
from yinqiao.kernel.columns.text import PLAIN_NAME
from yinqiao.kernel.pinyin import TermKind, name_terms, pinyin_terms

_SCHEMA = {"row": pl.UInt32, "term": pl.String, "kind": pl.String}


def name_terms_column(names: pl.Series) -> pl.DataFrame:
    """One row per name and term: `row` (the place in the column, from 0), `term`, `kind`; null names have none.

    Rows come in no promised order.
    """
    rows = text_column(names).to_frame().with_row_index("row").filter(pl.col("value").str.len_bytes() > 0)
    is_plain = pl.col("value").str.contains(PLAIN_NAME)
    plain, odd = rows.filter(is_plain), rows.filter(is_plain.not_())
    return pl.concat([_parts(plain), _pinyin(plain), _odd(odd)])


def _parts(plain: pl.DataFrame) -> pl.DataFrame:
    """Every suffix of every name without its dots."""
    keys = plain.select("row", pl.col("value").str.replace_all("·", "", literal=True).alias("key"))
    keys = keys.with_columns(pl.col("key").str.len_chars().alias("length"))
    longest = keys["length"].max()
    suffixes = [
        keys.filter(pl.col("length") > start).select("row", pl.col("key").str.slice(start).alias("term"))
        for start in range(longest if isinstance(longest, int) else 0)
    ]
    joined = pl.concat(suffixes) if suffixes else pl.DataFrame(schema={"row": pl.UInt32, "term": pl.String})
    return joined.with_columns(pl.lit(TermKind.NAME.value).alias("kind"))


def _pinyin(plain: pl.DataFrame) -> pl.DataFrame:
    rows: list[int] = []
    terms: list[str] = []
    kinds: list[str] = []
    pinyin, letters = TermKind.PINYIN.value, TermKind.INITIALS.value
    for row, name in zip(plain["row"].to_list(), plain["value"].to_list(), strict=True):
        fulls, initials = pinyin_terms(name)
        terms += fulls
        terms += initials
        count, of_initials = len(fulls), len(initials)
        rows += [row] * (count + of_initials)
        kinds += [pinyin] * count + [letters] * of_initials
    return pl.DataFrame({"row": rows, "term": terms, "kind": kinds}, schema=_SCHEMA)


def _odd(odd: pl.DataFrame) -> pl.DataFrame:
    """Names that need mending or hold Latin letters, one by one."""
    found = [
        (row, term, kind.value)
        for row, name in zip(odd["row"].to_list(), odd["value"].to_list(), strict=True)
        for term, kind in name_terms(name)
    ]
    return pl.DataFrame(found, schema=_SCHEMA, orient="row")
