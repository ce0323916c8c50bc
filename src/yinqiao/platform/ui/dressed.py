"""Long lists that are found, counted and sorted bare, and dressed page by page.

What a row shows beside its own columns (names of other tables, a letter, counts) is joined for the fifty rows of a page
and not for all of a city: `dress` adds it to a query. A head of what is dressed (`worn`) is sorted by the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import QuerySet

Dress = Callable[[QuerySet[Any]], QuerySet[Any]]


class DressedRows:
    """The rows of `bare` in its order or in that of a head, with what `dress` adds."""

    def __init__(
        self, bare: QuerySet[Any], dress: Dress, *, worn: Collection[str] = (), sort: tuple[str, ...] = ()
    ) -> None:
        self._bare, self._dress, self._worn, self._sort = bare, dress, worn, sort
        self._counted: int | None = None

    @property
    def query(self) -> Any:
        """The statement: tables read from it in which order the list opens."""
        return self._sorted().query

    def count(self) -> int:
        """How many there are; counted once."""
        if self._counted is None:
            self._counted = self._bare.order_by().count()
        return self._counted

    def order_by(self, *names: str) -> DressedRows:
        """The same rows in the order of a column head; the key settles ties, so that pages never overlap."""
        return DressedRows(self._bare, self._dress, worn=self._worn, sort=(*names, "pk"))

    def values_list(self, *names: str, flat: bool = False) -> Any:
        """Columns of all rows, in any order."""
        return self._bare.order_by().values_list(*names, flat=flat)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Any]:
        keys = list(self._sorted().values_list("pk", flat=True)[part])
        rows = {row.pk: row for row in self._dress(self._bare.filter(pk__in=keys).order_by())}
        return [rows[key] for key in keys if key in rows]

    def __iter__(self) -> Iterator[Any]:
        dressed = self._dress(self._bare)
        return iter(dressed.order_by(*self._sort) if self._sort else dressed)

    def _sorted(self) -> QuerySet[Any]:
        if not self._sort:
            return self._bare
        is_worn = any(name.lstrip("-") in self._worn for name in self._sort)
        return (self._dress(self._bare) if is_worn else self._bare).order_by(*self._sort)
