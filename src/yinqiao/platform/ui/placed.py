"""Long lists by place: a page is looked for in a part of the scope that grows until it holds enough.

A work list over a whole city has hundreds of thousands of rows, and nobody reads them row by row: the list holds the
first ten thousand by place and is narrowed by cause, place or enterprise; whatever head it is sorted by, it sorts those.
A page then reads a few communities and not a city.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from yinqiao.platform.access.types import Scope

MOST_LISTED = 10_000
_PLACE = "place_no"
# A part begins with so small a share of the scope, and grows by so much.
_PARTS, _GROWS = 256, 3


class PlacedRows:
    """The rows of `found`, a query with `place_no` and `id`, at most `most` of them, a page at a time.

    `order` is that of the list as it opens, by place first, which settles ties under every other head.
    """

    def __init__(
        self,
        found: QuerySet[Any],
        scope: Scope,
        *,
        order: tuple[str, ...] = (_PLACE, "since", "id"),
        sort: tuple[str, ...] = (),
        most: int = MOST_LISTED,
    ) -> None:
        self._found, self._scope, self._order, self._sort, self._most = found, scope, order, sort, most
        self._counted: int | None = None

    def count(self) -> int:
        """How many there are, `most` at the most."""
        if self._counted is None:
            self._counted = self._found.order_by()[: self._most].count()
        return self._counted

    def order_by(self, *names: str) -> PlacedRows:
        """The same rows in the order of a column head."""
        sort = () if names[:1] == self._order[:1] else names
        return PlacedRows(self._found, self._scope, order=self._order, sort=sort, most=self._most)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Any]:
        first, stop = part.start or 0, min(part.stop or self._most, self._most)
        held = self._listed() if self._sort else self._holding(stop)
        return list(held.order_by(*self._sort, *self._order)[first:stop])

    def __iter__(self) -> Iterator[Any]:
        return iter(self[: self._most])

    def _listed(self) -> QuerySet[Any]:
        """The rows that the list holds, in any order; of the last place all, so that nothing hangs on their order."""
        if self.count() < self._most:
            return self._found
        held = self._holding(self._most)
        last = held.order_by(_PLACE).values_list(_PLACE, flat=True)[self._most - 1]
        return held.filter(place_no__lte=last)

    def _holding(self, wanted: int) -> QuerySet[Any]:
        """As small a part of the scope, from its beginning, as holds so many rows; the whole where none does."""
        low, high = self._scope.place_from, self._scope.place_to
        width = (high - low) // _PARTS
        while width and low + width < high:
            part = self._found.filter(place_no__lt=low + width)
            if part.order_by()[:wanted].count() == wanted:
                return part
            width *= _GROWS
        return self._found
