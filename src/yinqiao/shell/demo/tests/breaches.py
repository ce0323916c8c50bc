"""What `tools/check_invariants.py` would say, asked inside a test's own transaction."""

from __future__ import annotations

from django.db import connection

from invariants import INVARIANTS
from yinqiao.platform.access import Actor, acting


def breaches() -> list[str]:
    """One line per breach of an invariant, as the test sees the database."""
    found = []
    with acting(Actor.system("test")), connection.cursor() as cursor:
        # Nobody has analysed what this transaction wrote: the planner would take every table for a small one.
        cursor.execute("SET LOCAL enable_nestloop = off")
        for one in INVARIANTS:
            cursor.execute(one.query)
            found += [f"{one.code}: {line}" for (line,) in cursor.fetchall()]
    return found
