"""What a made-up backup says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

from yinqiao.platform.backup.manifest import Facts

AT = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def facts_with(**changed: object) -> Facts:
    """Usual facts, with some changed."""
    usual: dict[str, object] = {
        "created_at": AT.isoformat(), "version": "0.1.0", "server": 18, "migrations": [], "tables": {}, "keys": [],
    }  # fmt: skip
    return Facts(**{**usual, **changed})  # type: ignore[arg-type]
