"""What another city told of somebody, sealed as one text and bound to the arrival's id; the number is found by its index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.othercity.models import Arrival
from yinqiao.areas.othercity.rules.messages import PersonSent
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.platform.crypto.cipher import decrypt_many, encrypt_many
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable

_TABLE, _COLUMN = Arrival._meta.db_table, "facts"


def seal_people(people: Sequence[PersonSent], ids: Sequence[UUID]) -> list[Any]:
    """The ciphertext of each person."""
    return encrypt_many(
        [one.model_dump_json() for one in people], [one.bytes for one in ids], table=_TABLE, column=_COLUMN
    )


def open_people(sealed: Sequence[Any], ids: Sequence[UUID]) -> list[PersonSent]:
    """What was told of each."""
    opened = decrypt_many(
        [bytes(one) for one in sealed], [one.bytes for one in ids], table=_TABLE, column=_COLUMN
    )  # fmt: skip
    return [PersonSent.model_validate_json(text or "") for text in opened]


def _number(text: str) -> str | None:
    told: dict[str, Any] = json.loads(text)
    return told.get("id_no")


# What a change of keys re-encrypts.
ENCRYPTED = (EncryptedTable(_TABLE, (_COLUMN,), (BlindColumn("id_no_index", _COLUMN, ID_NUMBER, _number),)),)
