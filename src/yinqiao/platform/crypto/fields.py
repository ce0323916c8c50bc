"""Encrypted cells of models. A row holds ciphertext; plain text comes only from an explicit `reveal(row, "phone")`.

Not magic on attribute access: the row's id is part of the key material, and each place that unmasks must be countable.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import models

from yinqiao.platform.crypto.cipher import decrypt_many, encrypt_many


def conceal(
    model: type[models.Model], field: str, values: Sequence[str | None], row_ids: Sequence[UUID]
) -> list[bytes | None]:
    """Ciphertext of `values` for `field` of the rows `row_ids` (primary keys, known before the insert: UUIDv7)."""
    table, column = _cell(model, field)
    return encrypt_many(values, row_ids, table=table, column=column)


def conceal_one(model: type[models.Model], field: str, value: str | None, row_id: UUID) -> bytes | None:
    """`conceal` for one row."""
    return conceal(model, field, [value], [row_id])[0]


def reveal(row: models.Model, field: str) -> str | None:
    """The plain text of one encrypted field of a row; the caller logs why it was shown.

    Unavailable `crypto.key_missing` for a lost key, Invalid `crypto.data_damaged` for a value that was altered or
    copied from another cell.
    """
    return reveal_many([row], field)[0]


def reveal_many(rows: Sequence[models.Model], field: str) -> list[str | None]:
    """`reveal` for rows of one model, in their order."""
    if not rows:
        return []
    ids = [row.pk for row in rows]
    return reveal_values(type(rows[0]), field, [getattr(row, field) for row in rows], ids)


def reveal_values(
    model: type[models.Model], field: str, values: Sequence[bytes | memoryview | None], row_ids: Sequence[UUID]
) -> list[str | None]:
    """`reveal` for values read without making rows (`.values_list("pk", field)`)."""
    table, column = _cell(model, field)
    raw = [None if value is None else bytes(value) for value in values]
    return decrypt_many(raw, row_ids, table=table, column=column)


def _cell(model: type[models.Model], field: str) -> tuple[str, str]:
    found = model._meta.get_field(field)
    if not isinstance(found, models.BinaryField):
        raise TypeError(f"{model.__name__}.{field} is no encrypted field")
    return model._meta.db_table, str(found.column)
