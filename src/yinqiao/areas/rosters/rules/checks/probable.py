"""Probably one person under two numbers: a slip in a digit, two digits swapped, a name written another way.

Candidates come from blocks of rows that share a key; the kernel's explainable score decides which pairs are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_of, findings_where, no_findings
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.columns.distinct import Schema
from yinqiao.kernel.id_number import IdMend
from yinqiao.kernel.similarity import MatchReason, MatchScore, MatchSubject, match_score

PROBABLE_SCHEMA: Final[Schema] = {
    "row_no": pl.UInt32,
    "retiree_id": pl.String,
    "score": pl.Int64,
    "reasons": pl.List(pl.String),
}
"""Rows that are probably somebody of the register, with every reason (codes of MatchReason)."""

_FULL_BLOCK = 8
"""In larger blocks only neighbours are paired: a block of hundreds is a filled-down cell, not hundreds of twins."""
_MOST_PAIRS = 50_000
"""A bound on the work that a hostile file can cause; rosters of 300,000 people stay far below it."""
_FORMER_NAME_KEY = "key4"
_SHOWN_REASONS = 3


def check_probable(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Pairs inside the file; both rows point to each other, each to its likeliest other."""
    if not {"id_no", "name"} <= roster.active:
        return []
    people = _people(roster)
    pairs = _pairs(people)
    if pairs.is_empty():
        return [no_findings()]
    involved = people.filter(pl.col("row_no").is_in(pl.concat([pairs["first"], pairs["second"]]).unique().to_list()))
    subjects = {row["row_no"]: _subject(row) for row in involved.iter_rows(named=True)}
    rows: list[tuple[int, int, int, str]] = []
    for first, second in pairs.iter_rows():
        score = match_score(subjects[first], subjects[second])
        if score.score >= context.parameters.probable_score:
            words = _words(score)
            rows += [(first, second, score.score, words), (second, first, score.score, words)]
    schema: Schema = {"row_no": pl.UInt32, "row": pl.UInt32, "score": pl.Int64, "reasons": pl.String}
    found = pl.DataFrame(rows, schema=schema, orient="row").sort("score", "row", descending=[True, False])
    best = found.unique("row_no", keep="first", maintain_order=True)
    args = {"row": pl.col("row"), "score": pl.col("score"), "reasons": pl.col("reasons")}
    return [findings_of(best, FindingCode.PROBABLE_DUPLICATE, "id_no", args)]


def match_register(roster: NormalisedRoster, context: CheckContext) -> pl.DataFrame:
    """The candidates of the register that reach the score, with reasons; people under the very same number are not
    probable but known, and left out."""
    if context.candidates.is_empty():
        return pl.DataFrame(schema=PROBABLE_SCHEMA)
    wanted = context.candidates["row_no"].unique().to_list()
    people = _people(roster, needs_number=False).filter(pl.col("row_no").is_in(wanted))
    own = str(context.enterprise.enterprise_id)
    subjects = {row["row_no"]: _subject(row, own) for row in people.iter_rows(named=True)}
    rows = []
    for candidate in context.candidates.iter_rows(named=True):
        subject = subjects.get(candidate["row_no"])
        if subject is None or (candidate["id_no"] and candidate["id_no"] == subject.id_number):
            continue
        score = match_score(subject, _candidate(candidate))
        if score.score >= context.parameters.probable_in_register_score:
            rows.append((candidate["row_no"], candidate["retiree_id"], score.score, [str(r) for r in score.reasons]))
    return pl.DataFrame(rows, schema=PROBABLE_SCHEMA, orient="row").sort("row_no", "score", descending=[False, True])


def check_register_matches(
    roster: NormalisedRoster, context: CheckContext, probable: pl.DataFrame
) -> list[pl.DataFrame]:
    """One finding per row for its likeliest candidate; the candidate itself is not named in the finding.

    Of a row that only another enterprise's register seems to know no more is told than that.
    """
    best = probable.unique("row_no", keep="first", maintain_order=True)
    labels = {reason.value: reason.label for reason in MatchReason}
    reasons = pl.col("reasons").list.head(_SHOWN_REASONS).list.eval(pl.element().replace(labels)).list.join("、")
    args = {"score": pl.col("score"), "reasons": reasons}
    elsewhere = pl.col("row_no").is_in(sorted(context.probable_elsewhere.difference(best["row_no"])))
    return [
        findings_of(best, FindingCode.PROBABLE_IN_REGISTER, "id_no", args),
        findings_where(roster.frame, elsewhere, FindingCode.PROBABLE_ELSEWHERE, "name"),
    ]


def _people(roster: NormalisedRoster, *, needs_number: bool = True) -> pl.DataFrame:
    mends = pl.col("mends:id_no") if "id_no" in roster.active else pl.lit(0, dtype=pl.UInt16)
    is_named = pl.col("name").is_not_null()
    return roster.frame.filter(is_named & pl.col("id_no").is_not_null() if needs_number else is_named).select(
        "row_no", "name", "former_name", "id_no", "born_on", "sex", "phone", mends.alias("mends")
    )


def _keys() -> Iterator[pl.Expr]:
    """Keys under which one person's two rows meet although a digit, two digits or the name differ."""
    number, name = pl.col("id_no"), pl.col("name")
    division, born, sequence = number.str.slice(0, 6), number.str.slice(6, 8), number.str.slice(14, 3)
    yield pl.concat_str(name, born, separator="|")
    yield pl.concat_str(name, division, sequence, separator="|")
    yield pl.concat_str(name, number.str.slice(0, 13), number.str.slice(15, 2), separator="|")
    yield pl.concat_str(born, pl.col("phone"), separator="|")
    yield pl.concat_str(pl.col("former_name"), born, separator="|")
    surname = name.str.slice(0, 1)
    first, middle, last = (number.str.slice(place, 1) for place in (14, 15, 16))
    for kept in ((first, middle), (first, last), (middle, last)):
        yield pl.concat_str(surname, division, born, *kept, separator="|")


def _pairs(people: pl.DataFrame) -> pl.DataFrame:
    """Pairs (`first` < `second`) of rows with different numbers that share a key."""
    keys = {f"key{place}": key for place, key in enumerate(_keys())}
    # A null key hashes like any other value: it must not make a block.
    hashed = people.select(
        "row_no", "id_no", *(pl.when(key.is_not_null()).then(key.hash()).alias(name) for name, key in keys.items())
    )
    found = []
    for name in keys:
        keyed = hashed.select("row_no", "id_no", pl.col(name).alias("key")).drop_nulls("key")
        if name == _FORMER_NAME_KEY and keyed.height:
            # A former name meets the present name of the other row.
            keyed = pl.concat([keyed, hashed.select("row_no", "id_no", pl.col("key0").alias("key"))])
        found.append(_paired(keyed))
    pairs = pl.concat(found).filter(pl.col("id_no") != pl.col("id_no_other"))
    return pairs.select("first", "second").unique(maintain_order=True).head(_MOST_PAIRS)


def _paired(keyed: pl.DataFrame) -> pl.DataFrame:
    schema = {"first": pl.UInt32, "second": pl.UInt32, "id_no": pl.String, "id_no_other": pl.String}
    blocks = keyed.filter(pl.col("key").is_duplicated()).sort("key", "row_no")
    if blocks.is_empty():
        return pl.DataFrame(schema=schema)
    largest = max(blocks.group_by("key").len()["len"].to_list())
    distances = min(_FULL_BLOCK - 1, largest - 1)
    size = pl.len().over("key")
    found = []
    for distance in range(1, distances + 1):
        shifted = blocks.with_columns(
            size.alias("size"),
            pl.col("row_no").shift(-distance).over("key").alias("second"),
            pl.col("id_no").shift(-distance).over("key").alias("id_no_other"),
        ).filter(pl.col("second").is_not_null() & (pl.col("second") != pl.col("row_no")))
        if distance > 1:
            shifted = shifted.filter(pl.col("size") <= _FULL_BLOCK)
        lower, upper = pl.min_horizontal("row_no", "second"), pl.max_horizontal("row_no", "second")
        found.append(shifted.select(lower.alias("first"), upper.alias("second"), "id_no", "id_no_other"))
    return pl.concat(found)


def _subject(row: dict[str, Any], enterprise: str | None = None) -> MatchSubject:
    return MatchSubject(
        name=row["name"],
        id_number=row["id_no"],
        is_upgraded=bool(row["mends"] & IdMend.UPGRADED_15.bit) if row["mends"] is not None else False,
        former_names=frozenset({row["former_name"]} - {None}),
        born_on=row["born_on"],
        sex=row["sex"],
        enterprise=enterprise,
        phones=frozenset({row["phone"]} - {None}),
    )


def _candidate(row: dict[str, Any]) -> MatchSubject:
    enterprise = row["enterprise_id"]
    return _subject({**row, "mends": None}, None if enterprise is None else str(enterprise))


def _words(score: MatchScore) -> str:
    return "、".join(reason.label for reason in score.reasons[:_SHOWN_REASONS])
