"""Which community a list means: by its name alone where only one has it, else by the names of street or district before it."""

from __future__ import annotations

import re
from collections import defaultdict

from yinqiao.areas.organisations.queries import PlaceTree
from yinqiao.areas.organisations.types import DivisionKind

_BETWEEN = re.compile(r"[\s·、，,/\\\-—_]+")
_OFFICE = re.compile(r"(?:居民委员会|村民委员会|居委会|村委会)$")


def _plain(text: str) -> str:
    return _OFFICE.sub("", _BETWEEN.sub("", text))


def match_communities(tree: PlaceTree, texts: set[str]) -> dict[str, int]:
    """Text → place number of the one community that it can mean; what fits none or several is left out.

    Example: 月华社区, 望月湖街道月华社区, 岳麓区 望月湖街道 月华社区居委会 → the same number.
    """
    known: dict[str, set[int]] = defaultdict(set)
    for row in tree.rows:
        if row.kind == DivisionKind.COMMUNITY:
            names = [_plain(one.name) for one in tree.path(row.place_no)]
            for at in range(len(names)):
                known["".join(names[at:])].add(row.place_no)
            if len(names) > 2:
                # 岳麓区月华社区: the street is often left out.
                known[names[-3] + names[-1]].add(row.place_no)
    found = {text: known.get(_plain(text), set()) for text in texts}
    return {text: next(iter(numbers)) for text, numbers in found.items() if len(numbers) == 1}
