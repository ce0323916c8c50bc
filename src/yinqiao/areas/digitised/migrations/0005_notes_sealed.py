"""Seals what was written, some thousand rows at a time, each in a transaction of its own: killed, it goes on with the rest."""

from __future__ import annotations

from typing import Any

from django.db import migrations, transaction
from psycopg import sql

from yinqiao.platform.crypto.cipher import encrypt_many

COLUMNS = (
    ("digitised_lookup", "words", "note"), ("digitised_lookup", "answer", "answer_note"),
    ("digitised_extract", "words", "note"), ("digitised_extract", "answer", "answer_note"),
    ("digitised_loan", "words", "note"), ("digitised_loan", "returned_words", "returned_note"),
)  # fmt: skip
BATCH = 2000
_SCOPE = "SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true)"
_NEXT = "SELECT id, {plain} FROM {table} WHERE {sealed} IS NULL ORDER BY id LIMIT %s FOR UPDATE"
_WRITE = (
    "UPDATE {table} t SET {sealed} = v.sealed FROM unnest(%s::uuid[], %s::bytea[]) AS v (id, sealed) WHERE t.id = v.id"
)


def seal(apps: Any, schema_editor: Any) -> None:
    """Every note that is not sealed yet."""
    for table, plain, sealed in COLUMNS:
        while _seal_some(schema_editor.connection, table, plain, sealed):
            pass


def _seal_some(connection: Any, table: str, plain: str, sealed: str) -> bool:
    names = {"table": sql.Identifier(table), "plain": sql.Identifier(plain), "sealed": sql.Identifier(sealed)}
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(_SCOPE)
        cursor.execute(sql.SQL(_NEXT).format(**names), [BATCH])
        rows = cursor.fetchall()
        if rows:
            ids, texts = map(list, zip(*rows, strict=True))
            cursor.execute(sql.SQL(_WRITE).format(**names), [ids, encrypt_many(texts, ids, table=table, column=sealed)])
    return len(rows) == BATCH


class Migration(migrations.Migration):
    """Not one transaction: nobody waits for a table meanwhile."""

    atomic = False
    dependencies = [("digitised", "0004_notes_beside")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
