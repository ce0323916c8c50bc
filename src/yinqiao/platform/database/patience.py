"""How long the database waits within a transaction for whoever sends slowly."""

from __future__ import annotations

from django.db import connection

_MILLISECONDS = 10 * 60 * 1000


def await_slow_line() -> None:
    """Let this transaction stand idle for ten minutes while bytes come in: 8 MiB need so long at 112 kbit/s.

    Everybody else's ends after one (`platform/database/roles.py`), which at 1 Mbit/s is shorter than a block.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [str(_MILLISECONDS)])
