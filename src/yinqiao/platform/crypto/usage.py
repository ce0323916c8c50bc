"""Finds which keys still open something: before a key is forgotten, every table is asked, registered or not."""

from __future__ import annotations

import base64
from typing import Any

from django.db import connection
from psycopg import sql

from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.crypto.cipher import header_of
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Purpose

_COLUMNS = """
SELECT c.relname, a.attname, t.typname = 'bytea' FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND t.typname IN ('bytea', 'text', 'json', 'jsonb')
ORDER BY 1, 2
"""


def places_of_key(key_id: int) -> dict[str, int]:
    """`table.column` → how many values stand under a field key, histories and values kept as base64 text included.

    Nothing for a key that is none for fields, or that the keyring does not hold.
    """
    key = next((one for one in current_keyring().all(Purpose.FIELD) if one.id == key_id), None)
    if key is None:
        return {}
    header = header_of(key)
    # Six bytes are exactly eight characters of base64, so that ciphertext inside text or JSON is found as well.
    text = base64.b64encode(header).decode()
    found: dict[str, int] = {}
    with acting(Actor.system("key usage")), connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        for table, column, is_bytes in cursor.fetchall():
            name = sql.Identifier(column)
            condition = (
                sql.SQL("substring({} FROM 1 FOR 6) = {}").format(name, sql.Literal(header))
                if is_bytes
                else sql.SQL("strpos({}::text, {}) > 0").format(name, sql.Literal(text))
            )
            query = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(sql.Identifier(table), condition)
            if count := _count(cursor, query):
                found[f"{table}.{column}"] = count
    return found


def _count(cursor: Any, query: sql.Composed) -> int:
    cursor.execute(query)
    return int(cursor.fetchone()[0])
