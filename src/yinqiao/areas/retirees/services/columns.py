"""Which columns a frame of people may carry, and how they are sealed on the way into the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

import polars as pl
import uuid_utils

from yinqiao.areas.retirees.models import NoteText, Retiree, SealedFacts
from yinqiao.areas.retirees.types import SEALED
from yinqiao.platform.crypto.blind import blind_many, short_many
from yinqiao.platform.crypto.cipher import encrypt_many
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable

# Column → PostgreSQL type of the columns that stand open in the register.
PLAIN = {
    "name": "text",
    "sex": "smallint",
    "born_on": "date",
    "ethnic_group": "text",
    "political_status": "text",
    "education": "text",
    "work_start_on": "date",
    "retired_on": "date",
    "retirement_type": "text",
    "former_unit": "text",
    "former_post": "text",
    "archive_no": "text",
    "archive_place": "text",
    "party_branch": "text",
    "enterprise_id": "int",
    "place_no": "int",
}
INDEXES = {"id_no_index": "bytea", "id_tail_index": "bigint", "phone_index": "bigint"}
TEXTS = tuple(name for name, kind in PLAIN.items() if kind == "text")
FACTS_TABLE, FACTS_COLUMN = SealedFacts._meta.db_table, "facts"
DIGEST = "facts_digest"
FACTS_CELL = (FACTS_TABLE, FACTS_COLUMN)


def new_ids(count: int) -> pl.Series:
    """So many UUIDs of version 7, in order, as 16 bytes each."""
    return pl.Series("retiree_id", [uuid_utils.uuid7().bytes for _ in range(count)], dtype=pl.Binary)


def with_all_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every column a person may have; those it lacks are null."""
    types = {"text": pl.Utf8, "smallint": pl.Int16, "int": pl.Int32, "date": pl.Date}
    missing = [pl.lit(None, dtype=types[kind]).alias(n) for n, kind in PLAIN.items() if n not in frame.columns]
    missing += [pl.lit(None, dtype=pl.Utf8).alias(name) for name in SEALED if name not in frame.columns]
    return frame.with_columns(missing)


def blank_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """A blank cell says nothing: it becomes null in every text column."""
    texts = [name for name in (*TEXTS, *SEALED) if name in frame.columns]
    return frame.with_columns(
        pl.when(pl.col(name).str.strip_chars() == "").then(None).otherwise(pl.col(name)).alias(name) for name in texts
    )


def sealed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the ciphertext `facts` and the blind indexes in place of the facts in the clear."""
    return frame.with_columns(*seal_facts(frame, frame["retiree_id"]), *blind_columns(frame)).drop(SEALED)


def seal_facts(frame: pl.DataFrame, ids: pl.Series) -> list[pl.Series]:
    """The ciphertext `facts` of each row (the columns of `SEALED` that there are), and its SHA-256 `facts_digest`.

    Bound to the ids (16 bytes each). The digest is made here, for the server needs five times as long for it.
    """
    told = [name for name in SEALED if name in frame.columns and frame[name].null_count() < frame.height]
    # As bytes: 88,000 texts would be decoded only to be encoded again.
    texts = frame.select(pl.struct(told).struct.json_encode().cast(pl.Binary)).to_series().to_list() if told else []
    facts = encrypt_many(texts or [b"{}"] * frame.height, ids.to_list(), table=FACTS_TABLE, column=FACTS_COLUMN)
    digests = [sha256(one or b"").digest() for one in facts]
    return [pl.Series(FACTS_COLUMN, facts, dtype=pl.Binary), pl.Series(DIGEST, digests, dtype=pl.Binary)]


def blind_columns(frame: pl.DataFrame) -> list[pl.Series]:
    """The blind indexes of `id_no` and `phone`."""
    numbers = pl.Series("id_no_index", blind_many(frame["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary)
    return [numbers, *short_columns(frame)]


def short_columns(frame: pl.DataFrame) -> list[pl.Series]:
    """The short ones of `blind_columns` alone, for frames whose numbers have their index already."""
    tails = frame["id_no"].str.slice(-4)
    # Ten thousand tails and X: each is made once.
    distinct = tails.unique().to_list()
    tail_of = dict(zip(distinct, short_many(distinct, ID_TAIL), strict=True))
    return [
        pl.Series("id_tail_index", [tail_of[tail] for tail in tails.to_list()], dtype=pl.Int64),
        pl.Series("phone_index", short_many(frame["phone"].to_list(), PHONE), dtype=pl.Int64),
    ]


def fact_reader(name: str, last: int = 0) -> Callable[[str], str | None]:
    """Reads one fact (or its last characters) out of opened facts, for blind indexes; None when it is unknown."""

    def read(facts: str) -> str | None:
        value = json.loads(facts).get(name)
        return value[-last:] if value else None

    return read


# Kinds of value for blind indexes: columns that must be compared use the same word.
ID_NUMBER, ID_TAIL, PHONE = "id_number", "id_tail", "phone"


def blind_indexes(source: str) -> tuple[BlindColumn, ...]:
    """The blind indexes that are made of the facts in the column `source`."""
    return (
        BlindColumn("id_no_index", source, ID_NUMBER, fact_reader("id_no")),
        BlindColumn("id_tail_index", source, ID_TAIL, fact_reader("id_no", last=4), is_short=True),
        BlindColumn("phone_index", source, PHONE, fact_reader("phone"), is_short=True),
    )


# What a change of keys re-encrypts; the history keeps its ciphertexts, for its rows are sealed.
ENCRYPTED = (
    EncryptedTable(
        FACTS_TABLE,
        (FACTS_COLUMN,),
        blind_indexes(FACTS_COLUMN),
        key=("retiree_id",),
        blind_in=Retiree._meta.db_table,
        digest=DIGEST,
    ),
    EncryptedTable(NoteText._meta.db_table, ("text",), key=("note_id",), cell=NoteText.CELL),
)
