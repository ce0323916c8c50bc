"""The floor of messages in: the same server, which puts the events of a request into a table by one statement.

A table that stays, as what was receipted has to: a temporary one is written to no log.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

# Made by the bench, for the role that connects makes none.
TABLE = "CREATE TABLE bare (id text PRIMARY KEY, body jsonb); GRANT INSERT ON bare TO yq_backup"
_INSERT = "INSERT INTO bare SELECT one ->> 'id', one FROM jsonb_array_elements(%s::jsonb) AS one"
_own = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Insert and answer."""
    connection = getattr(_own, "connection", None)
    if connection is None:
        connection = _own.connection = psycopg.connect(os.environ["BENCH_DSN"], autocommit=True)
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    with connection.transaction():
        connection.execute(_INSERT, [body.decode()])
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b"{}"]
