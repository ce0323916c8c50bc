"""Which columns a frame of people may carry, and how they are sealed on the way into the register."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import uuid_utils

from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.crypto.blind import blind_many
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
SEALED = ("id_no", "phone", "address", "household_address", "building", "profile")
INDEXES = {"id_no_index": "bytea", "id_tail_index": "bytea", "phone_index": "bytea"}
TEXTS = tuple(name for name, kind in PLAIN.items() if kind == "text")
TABLE = Retiree._meta.db_table


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
    """The frame with ciphertexts in place of numbers, phones and addresses, and with their blind indexes."""
    ids: Sequence[bytes] = frame.get_column("retiree_id").to_list()
    numbers, phones = frame.get_column("id_no").to_list(), frame.get_column("phone").to_list()
    tails = [number[-4:] if number else None for number in numbers]
    made = [
        pl.Series("id_no_index", blind_many(numbers, ID_NUMBER), dtype=pl.Binary),
        pl.Series("id_tail_index", blind_many(tails, ID_TAIL), dtype=pl.Binary),
        pl.Series("phone_index", blind_many(phones, PHONE), dtype=pl.Binary),
    ]
    for name in SEALED:
        values = frame.get_column(name)
        if values.null_count() == frame.height:
            made.append(pl.Series(name, [None] * frame.height, dtype=pl.Binary))
            continue
        made.append(pl.Series(name, encrypt_many(values.to_list(), ids, table=TABLE, column=name), dtype=pl.Binary))
    return frame.with_columns(made)


# Kinds of value for blind indexes: columns that must be compared use the same word.
ID_NUMBER, ID_TAIL, PHONE = "id_number", "id_tail", "phone"

# What a change of keys re-encrypts; the history keeps its ciphertexts, for its rows are sealed.
ENCRYPTED = (
    EncryptedTable(
        TABLE,
        SEALED,
        (
            BlindColumn("id_no_index", "id_no", ID_NUMBER),
            BlindColumn("id_tail_index", "id_no", ID_TAIL, lambda number: number[-4:]),
            BlindColumn("phone_index", "phone", PHONE),
        ),
    ),
    EncryptedTable("retirees_contactperson", ("name", "phone")),
    EncryptedTable("retirees_note", ("text",)),
    EncryptedTable("retirees_datarequest", ("text", "answer")),
)
