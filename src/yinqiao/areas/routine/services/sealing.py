"""What of a list's cells is encrypted: one text of facts per person, bound to the person's id."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.areas.routine.models import ExpectedRetiree, RetiringRow
from yinqiao.platform.crypto.cipher import decrypt_many, encrypt_many
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable

# Cell → its value in normal form: codes as codes, days as 2026-03-01; what is unknown is absent.
Facts: TypeAlias = dict[str, Any]

EXPECTED_TABLE, ROW_TABLE = ExpectedRetiree._meta.db_table, RetiringRow._meta.db_table


def seal(
    facts: Sequence[Mapping[str, Any] | None], ids: Sequence[UUID], *, table: str, column: str = "facts"
) -> list[Any]:
    """The ciphertext of the facts of each person; None stays None."""
    texts = [None if one is None else json.dumps(one, ensure_ascii=False, sort_keys=True) for one in facts]
    return encrypt_many(texts, [one.bytes for one in ids], table=table, column=column)


def unseal(sealed: Sequence[Any], ids: Sequence[UUID], *, table: str, column: str = "facts") -> list[Facts]:
    """The facts of each ciphertext; empty where there is none."""
    raw = [None if one is None else bytes(one) for one in sealed]
    opened = decrypt_many(raw, [one.bytes for one in ids], table=table, column=column)
    return [json.loads(text) if text else {} for text in opened]


def _number(text: str) -> str | None:
    return json.loads(text).get("id_no")


_BY_NUMBER = (BlindColumn("id_no_index", "facts", ID_NUMBER, _number),)
# What a change of keys re-encrypts.
ENCRYPTED = (
    EncryptedTable(EXPECTED_TABLE, ("facts",), _BY_NUMBER),
    EncryptedTable(
        ROW_TABLE, ("facts", "before"), _BY_NUMBER, key=("batch_id", "row_no", "facts_id"),
        bind=lambda key: UUID(str(key[2])).bytes if key[2] else bytes(16),
    ),
)  # fmt: skip
