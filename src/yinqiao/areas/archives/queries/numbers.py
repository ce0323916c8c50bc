"""Opens the sealed numbers of archives: compared inside the process, shown masked alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.archives.queries.fields import SEALED_NUMBER
from yinqiao.platform.crypto.cipher import decrypt_many


def open_sealed(sealed: Sequence[bytes | memoryview | None], seal_ids: Sequence[UUID | bytes]) -> list[str]:
    """The numbers of these ciphertexts in their order; empty where there is none. `seal_ids` are UUIDs or 16 bytes."""
    table, column = SEALED_NUMBER
    raw = [None if one is None else bytes(one) for one in sealed]
    keys = [one.bytes if isinstance(one, UUID) else one for one in seal_ids]
    return [one or "" for one in decrypt_many(raw, keys, table=table, column=column)]


def open_numbers(archives: Sequence[Any]) -> list[str]:
    """The numbers of these archives in their order; empty where none is kept."""
    kept = [one for one in archives if one.id_no is not None]
    numbers = iter(open_sealed([one.id_no for one in kept], [one.seal_id for one in kept]))
    return [next(numbers) if one.id_no is not None else "" for one in archives]
