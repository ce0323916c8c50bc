"""What of a member is sealed: the number of identity and how to reach him, as one ciphertext.

The number is kept to make its index anew when the keys change: by it a member is known.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import polars as pl

from yinqiao.areas.party.models import Member, RosterRow
from yinqiao.areas.retirees.services import ID_NUMBER, new_ids
from yinqiao.platform.crypto.cipher import decrypt_value, encrypt_many
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable

# The cell to which the facts are bound, in a row of a roster as in the member that it becomes.
_TABLE, _COLUMN = Member._meta.db_table, "facts"


def _number_of(facts: str) -> str | None:
    told: dict[str, Any] = json.loads(facts)
    return told.get("id_no")


_BLIND = (BlindColumn("id_no_index", _COLUMN, ID_NUMBER, _number_of),)
# What a change of keys re-encrypts.
ENCRYPTED = (
    EncryptedTable(
        Member._meta.db_table, (_COLUMN,), _BLIND, key=("id", "facts_id"), bind=lambda key: UUID(str(key[1])).bytes
    ),
    EncryptedTable(
        RosterRow._meta.db_table,
        (_COLUMN,),
        _BLIND,
        key=("batch_id", "row_no", "facts_id"),
        bind=lambda key: UUID(str(key[2])).bytes if key[2] else bytes(16),
        cell=(_TABLE, _COLUMN),
    ),
)


def seal_facts(rows: pl.DataFrame) -> pl.DataFrame:
    """`row_no`, `facts_id`, `facts` of rows with `id_no` and `channel`."""
    ids = new_ids(rows.height)
    texts = rows.select(pl.struct("id_no", "channel").struct.json_encode().alias("facts"))["facts"]
    sealed = encrypt_many(texts.to_list(), ids.to_list(), table=_TABLE, column=_COLUMN)
    return rows.select("row_no").with_columns(ids.alias("facts_id"), pl.Series("facts", sealed, dtype=pl.Binary))


def read_channel(facts: bytes, facts_id: UUID) -> str:
    """How a member can be reached, empty when nobody said."""
    told: dict[str, Any] = json.loads(decrypt_value(facts, facts_id, table=_TABLE, column=_COLUMN))
    return told.get("channel") or ""
