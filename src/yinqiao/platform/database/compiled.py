"""Questions that every request asks: turned into SQL once for the life of the process, where the ORM does so anew each time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class Compiled:
    """`build(*marks)` is a QuerySet of `values_list`; the marks are values of the right types that stand for real ones.

    What the QuerySet says stays the one place of its rule: nothing is written in SQL by hand. Its shape must not depend
    on the values, and no column may need more than the driver to become Python (no encrypted field, no JSON).
    """

    build: Callable[..., QuerySet[Any, Any]]
    marks: tuple[Hashable, ...]

    @cached_property
    def _statement(self) -> tuple[str, list[tuple[int | None, Any]]]:
        """The SQL, and of each of its parameters which mark it is, or None and the value that it always has."""
        statement, parameters = self.build(*self.marks).query.sql_with_params()
        places: list[tuple[int | None, Any]] = [
            (self.marks.index(one) if one in self.marks else None, one) for one in parameters
        ]
        missing = set(range(len(self.marks))) - {at for at, _ in places}
        if missing:
            raise LookupError(f"marks that the statement does not hold: {sorted(missing)}")
        return statement, places

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, one for each mark."""
        statement, places = self._statement
        with connection.cursor() as cursor:
            cursor.execute(statement, [constant if at is None else values[at] for at, constant in places])
            return list(cursor.fetchall())
