"""Seals why scans went back, some thousand rows at a time, each in a transaction of its own: killed, it goes on."""

from __future__ import annotations

from typing import Any

from django.db import migrations, transaction
from psycopg import sql

from yinqiao.platform.crypto.cipher import encrypt_many

BATCH = 2000
_SCOPE = "SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true), set_config('yq.opens', 'on', true)"
_NEXT = "SELECT id, bad_reason FROM {table} WHERE bad_reason <> '' AND bad_note IS NULL ORDER BY id LIMIT %s FOR UPDATE"
_WRITE = (
    "UPDATE {table} t SET bad_note = v.sealed FROM unnest(%s::uuid[], %s::bytea[]) AS v (id, sealed) WHERE t.id = v.id"
)


def seal(apps: Any, schema_editor: Any) -> None:
    """Every reason that is not sealed yet."""
    while seal_some(schema_editor.connection, "digitised_scan"):
        pass


def seal_some(connection: Any, table: str) -> bool:
    """One batch; whether there may be another."""
    names = {"table": sql.Identifier(table)}
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(_SCOPE)
        cursor.execute(sql.SQL(_NEXT).format(**names), [BATCH])
        rows = cursor.fetchall()
        if rows:
            ids, texts = map(list, zip(*rows, strict=True))
            sealed = encrypt_many(texts, ids, table=table, column="bad_note")
            cursor.execute(sql.SQL(_WRITE).format(**names), [ids, sealed])
    return len(rows) == BATCH


class Migration(migrations.Migration):
    """Not one transaction: nobody waits for a table meanwhile. Most scans are good, and are passed over."""

    atomic = False
    dependencies = [("digitised", "0009_bad_reason_beside")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
