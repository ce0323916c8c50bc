"""The floor of messages in: the same server, which puts the events of a request into a table by one statement.

A table that stays, as what was receipted has to: a temporary one is written to no log.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

# Made by the bench, for the role that connects makes none.
TABLE = "CREATE TABLE bare (id text PRIMARY KEY, body jsonb); GRANT INSERT ON bare TO yq_backup"
_INSERT = "INSERT INTO bare SELECT one ->> 'id', one FROM jsonb_array_elements(%s::jsonb) AS one"
_connections: list[psycopg.Connection] = []


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Insert and answer."""
    if not _connections:
        _connections.append(psycopg.connect(os.environ["BENCH_DSN"], autocommit=True))
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    with _connections[0].transaction():
        _connections[0].execute(_INSERT, [body.decode()])
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b"{}"]
