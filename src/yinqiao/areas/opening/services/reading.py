"""A table of the old system in normal form: every row with its number, what its enterprise and community are here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.conf import settings

from yinqiao.areas.opening.models import Mapping as OldName
from yinqiao.areas.opening.queries import OPENING_FIELDS
from yinqiao.areas.opening.rules import old_states
from yinqiao.areas.opening.types import MappingState, Reason, Side
from yinqiao.areas.organisations.queries import enterprises_by_word, places
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    PlaceIndex,
    check_cells,
    check_whereabouts,
    index_places,
    normalise,
)
from yinqiao.areas.rosters.types import Declared, FieldKind, RouteHow, Severity
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

_FIELDS = [one.name for one in OPENING_FIELDS if one.kind is not FieldKind.SERIAL]
_PLACE_CELLS = ("district_name", "street_name", "community_name", "community_code")


@dataclass(frozen=True, slots=True)
class Known:
    """What the reading needs of the database: old names with what a person said of them, enterprises, places."""

    today: date
    chosen: Mapping[str, pl.DataFrame]
    words: Mapping[str, int]
    index: PlaceIndex

    @classmethod
    def of(cls, scope: Scope, today: date) -> Known:
        """As it stands, within the transaction of who reads."""
        return cls(today, {side: _chosen(scope, side) for side in Side}, enterprises_by_word(), index_places(places()))


@dataclass(frozen=True, slots=True)
class Read:
    """`rows` one per person of the table, `findings` of cells (FINDING_SCHEMA), `seen` the old names in it."""

    rows: pl.DataFrame
    findings: pl.DataFrame
    seen: pl.DataFrame


def _chosen(scope: Scope, side: Side) -> pl.DataFrame:
    told = [MappingState.CHOSEN, MappingState.EXCLUDED]
    found = OldName.objects.filter(
        place_no__gte=scope.place_from, place_no__lt=scope.place_to, side=side, state__in=told
    ).values_list("old_name", "enterprise_id", "to_place", "state", "words")
    schema = {"key": pl.String, "enterprise": pl.Int64, "place": pl.Int64, "state": pl.String, "excluded": pl.String}
    frame = pl.DataFrame(list(found), schema=schema, orient="row")
    is_out = pl.col("state") == MappingState.EXCLUDED.value
    return frame.select(
        "key",
        pl.coalesce("enterprise", "place").alias("target"),
        pl.when(is_out).then(pl.col("excluded")).alias("excluded"),
    )


def read_rows(table: SheetTable, header: HeaderMatch, known: Known) -> Read:
    """Bring the rows into normal form, check their cells, find what their old names mean here.

    `rows`: `row_no`, the fields, `is_id_valid`, `id_no_index`, `old_enterprise` and `old_place` (the old names),
    `enterprise_id`, `to_place`, `route_how`, `excluded` (why such people stay out), `old_reason` (an old state that is no
    load), and of the first blocking finding `code`, `field`, `args`.
    """
    context = CheckContext(
        today=known.today, enterprise=EnterpriseFacts(0), places=known.index, area_code=settings.AREA_CODE
    )
    people = normalise(table, header, context, OPENING_FIELDS)
    where, routes = check_whereabouts(people, context)
    findings = pl.concat([check_cells(people, context), where]).sort("row_no", maintain_order=True)
    numbers = people.numbers
    indexes = pl.Series("id_no_index", blind_many(numbers["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary)
    rows = people.frame.select("row_no", *_FIELDS, "is_id_valid")
    del people
    rows = rows.join(numbers.select("row_no", indexes), on="row_no", how="left", maintain_order="left")
    rows = rows.join(routes, on="row_no", how="left", maintain_order="left")
    rows = _with_reasons(_with_names(rows), findings)
    rows, enterprises = _with_enterprises(rows, known)
    rows, communities = _with_places(rows, known)
    return Read(rows, findings, pl.concat([enterprises, communities]))


def _with_names(rows: pl.DataFrame) -> pl.DataFrame:
    """The old names, and what the old system says less plainly than a roster: party membership, the former unit."""
    is_member = pl.col("is_party").fill_null(False)
    return rows.with_columns(
        old_no=pl.col("old_no").str.to_uppercase().str.slice(0, 40),
        old_enterprise=pl.coalesce("old_enterprise", "enterprise_uscc").str.slice(0, 120).fill_null(""),
        old_place=pl.concat_str(_PLACE_CELLS, separator=" · ", ignore_nulls=True).str.slice(0, 200).fill_null(""),
        political_status=pl.coalesce(
            "political_status", pl.when(is_member).then(pl.lit(PoliticalStatus.PARTY_MEMBER.value))
        ),
        former_unit=pl.coalesce("former_unit", "old_enterprise").str.slice(0, 100),
    )


def _with_reasons(rows: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    blocking = findings.filter((pl.col("severity") == Severity.BLOCKS.value) & (pl.col("row_no") > 0))
    first = blocking.unique("row_no", keep="first", maintain_order=True).select("row_no", "code", "field", "args")
    words = {word: reason.value for word, reason in old_states().items()}
    # What the file as a whole lacks, every row lacks.
    whole = findings.filter((pl.col("severity") == Severity.BLOCKS.value) & (pl.col("row_no") == 0)).to_dicts()
    lacks = whole[0] if whole else {"code": None, "field": None, "args": None}
    told = pl.col("old_state").str.strip_chars().replace_strict(words, default=None, return_dtype=pl.String)
    died = pl.when(pl.col("died_on").is_not_null()).then(pl.lit(Reason.OLD_DEAD.value))
    return rows.join(first, on="row_no", how="left", maintain_order="left").with_columns(
        *(
            pl.coalesce(name, pl.lit(told_of, pl.String))
            for name, told_of in lacks.items()
            if name in ("code", "field", "args")
        ),
        old_reason=pl.coalesce(died, told),
    )


def _with_enterprises(rows: pl.DataFrame, known: Known) -> tuple[pl.DataFrame, pl.DataFrame]:
    """By the credit code where there is one, else by name, short name or code; what a person said goes before both."""
    keys = rows.group_by("old_enterprise").agg(pl.col("enterprise_uscc").drop_nulls().first(), pl.len().alias("rows"))

    def meant(column: str) -> pl.Expr:
        return pl.col(column).replace_strict(known.words, default=None, return_dtype=pl.Int64)

    keys = keys.with_columns(auto=pl.coalesce(meant("enterprise_uscc"), meant("old_enterprise")))
    keys = keys.join(known.chosen[Side.ENTERPRISE], left_on="old_enterprise", right_on="key", how="left")
    told = keys.select(
        "old_enterprise",
        pl.when(pl.col("excluded").is_null()).then(pl.coalesce("target", "auto")).alias("enterprise_id"),
        pl.col("excluded").alias("excluded_firm"),
    )
    seen = _seen(keys, Side.ENTERPRISE, "old_enterprise", enterprise_id=pl.col("auto"))
    return rows.join(told, on="old_enterprise", how="left", maintain_order="left"), seen


def _with_places(rows: pl.DataFrame, known: Known) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Where the table says, else where the address leads; what a person said goes before both."""
    is_declared = pl.col("declared") == Declared.FOUND.value
    auto = pl.when((is_declared.all()) & (pl.col("place_no").n_unique() == 1)).then(pl.col("place_no").first())
    keys = rows.group_by("old_place").agg(auto.alias("auto"), pl.len().alias("rows"))
    keys = keys.join(known.chosen[Side.PLACE], left_on="old_place", right_on="key", how="left")
    told = keys.select("old_place", pl.col("target").alias("chosen"), pl.col("excluded").alias("excluded_place"))
    rows = rows.join(told, on="old_place", how="left", maintain_order="left")
    by_hand = pl.when(pl.col("chosen").is_not_null()).then(pl.lit(RouteHow.BY_HAND.value))
    rows = rows.with_columns(
        to_place=_lasting(pl.coalesce("chosen", "place_no"), known),
        route_how=pl.coalesce(by_hand, "route_how"),
        excluded=pl.coalesce("excluded_firm", "excluded_place"),
    )
    # Who has no community told is found by address: there is no old name to be mapped.
    seen = _seen(keys.filter(pl.col("old_place") != ""), Side.PLACE, "old_place", to_place=pl.col("auto"))
    return rows.drop("chosen", "excluded_firm", "excluded_place", "place_no", "declared"), seen


def _lasting(place: pl.Expr, known: Known) -> pl.Expr:
    """A community, a street's desk or the agency's; nobody looks after who is only known to live in a district."""
    kinds = {one.place_no: one.kind for one in known.index.places.values()}
    is_lasting = {number: kind in ("community", "street", "desk") for number, kind in kinds.items()}
    return pl.when(place.replace_strict(is_lasting, default=False, return_dtype=pl.Boolean)).then(place)


def _seen(keys: pl.DataFrame, side: Side, name: str, **targets: pl.Expr) -> pl.DataFrame:
    nothing: Any = pl.lit(None, pl.Int64)
    return keys.filter(pl.col(name) != "").select(
        pl.lit(side.value).alias("side"),
        pl.col(name).alias("old_name"),
        targets.get("enterprise_id", nothing).alias("enterprise_id"),
        targets.get("to_place", nothing).alias("to_place"),
        pl.col("rows").cast(pl.Int64),
    )
