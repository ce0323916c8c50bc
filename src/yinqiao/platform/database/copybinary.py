"""A frame in the binary format of PostgreSQL's COPY: ciphertexts go over as they are, not as hexadecimal text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl
from pgpq import ArrowToPostgresBinaryEncoder

# `bytea` and `uuid` look alike in this format: a length and bytes.
POLARS_TYPES = {
    "smallint": pl.Int16, "int": pl.Int32, "bigint": pl.Int64, "date": pl.Date, "boolean": pl.Boolean,
    "text": pl.String, "jsonb": pl.String, "bytea": pl.Binary, "uuid": pl.Binary,
}  # fmt: skip
_JSONB_VERSION = pl.lit("\x01")
# Few enough for the processor's cache, enough to keep the server busy meanwhile.
_ROWS_PER_PART = 8_192


def binary_copy(frame: pl.DataFrame, columns: Mapping[str, str]) -> Iterator[bytes]:
    """The frame's columns of these PostgreSQL types in parts to be written one after another.

    Types: those of `POLARS_TYPES`; uuid is 16 bytes. KeyError for another type.
    """
    typed = frame.select(_typed(name, kind) for name, kind in columns.items())
    table = typed.to_arrow()
    encoder = ArrowToPostgresBinaryEncoder(table.schema)
    yield encoder.write_header()
    for batch in table.to_batches(max_chunksize=_ROWS_PER_PART):
        yield encoder.write_batch(batch)
    yield encoder.finish()


def _typed(name: str, kind: str) -> pl.Expr:
    value = pl.col(name).cast(POLARS_TYPES[kind])
    return pl.concat_str(_JSONB_VERSION, value).cast(pl.Binary) if kind == "jsonb" else value
