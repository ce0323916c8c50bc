"""Where an order lies, and which enterprise it names, by what the hotline wrote."""

from __future__ import annotations

import re
from typing import Final

from yinqiao.areas.organisations.queries import PlaceTree, enterprises_by_word
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow

_ENDINGS: Final = ("社区", "街道", "村", "镇", "乡", "区", "县", "市")
_ESTATE: Final = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:小区|家属院|家属区|宿舍区|宿舍|生活区|花园|新村|公寓|佳苑|大院)")
_LEAST = 2


class Finder:
    """Looks places and enterprises up in words; made once for a sheet."""

    def __init__(self, tree: PlaceTree) -> None:
        self._tree = tree
        self._names = [(one, _short(one.name)) for one in tree.rows if one.kind is not DivisionKind.DESK]
        self._firms = sorted(enterprises_by_word().items(), key=lambda item: -len(item[0]))

    def place(self, *told: str) -> int | None:
        """The lowest place that the words name: by its code, or by its name with the places above not gainsaid.

        Two of the same name in different streets are one only when the words say which street; else what both lie in.
        """
        for one in told:
            if (row := self._tree.by_code.get(one.strip())) is not None:
                return row.place_no
        text = "".join(told)
        named = [row for row, short in self._names if row.name in text or (len(short) >= _LEAST and short in text)]
        if not named:
            return None
        numbers = {row.place_no for row in named}
        scored = [(self._support(row, numbers), row) for row in named]
        best = max(score for score, _ in scored)
        paths = [[one.place_no for one in self._tree.path(row.place_no)] for score, row in scored if score == best]
        shared = [level[0] for level in zip(*paths, strict=False) if len(set(level)) == 1]
        return shared[-1] if shared else None

    def _support(self, row: DivisionRow, numbers: set[int]) -> tuple[int, int]:
        """How many of the places above are named as well, and how low it lies."""
        path = self._tree.path(row.place_no)
        return sum(one.place_no in numbers for one in path), len(path)

    def firm(self, told: str, text: str) -> int | None:
        """The enterprise that the column names, else the longest name within the words."""
        plain = told.strip()
        if plain:
            return next((key for name, key in self._firms if name == plain), None)
        return next((key for name, key in self._firms if len(name) > 3 and name in text), None)


def estate_of(told: str, address: str) -> str:
    """The housing estate: as told, else by the ending of a word of the address; empty when none is named."""
    found = _ESTATE.search(told) or _ESTATE.search(address.rsplit("社区", 1)[-1])
    return (told.strip() or (found.group() if found else ""))[:40] if not found else found.group()[:40]


def _short(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _LEAST:
            return name.removesuffix(ending)
    return name
