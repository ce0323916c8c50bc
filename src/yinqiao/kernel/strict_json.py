"""JSON as RFC 8259 means it and no more: UTF-8, no NaN or Infinity, no name twice (RFC 7493)."""

from __future__ import annotations

import json
from typing import Any


def read_json(body: bytes) -> Any:
    """What a body says; ValueError when it is no such JSON, or nested without end."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError as problem:
        raise ValueError("nested too deep") from problem


def _refuse(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found
