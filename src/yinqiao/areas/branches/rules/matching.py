"""Which listed organisation a branch of a party roster probably is: explained, proposed, never taken by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from uuid import UUID

_LEAST = 72  # per cent
_NOISE = re.compile(r"[\s·、，,（）()《》〈〉\-—_]+|中国共产党|中共|有限责任公司|有限公司|公司|委员会|党支部|支部")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def _plain(name: str) -> str:
    return _NOISE.sub("", name).translate(_DIGITS)


def suggest(name: str, listed: Mapping[UUID, str]) -> tuple[UUID, str] | None:
    """The listed organisation that a name most probably means, and why; None when none is near enough.

    Organisations whose numbers differ (第一党支部, 第二党支部) are never near.
    """
    mine = _plain(name)
    best: tuple[int, UUID | None, str] = (0, None, "")
    for one, other in sorted(listed.items(), key=lambda item: item[1]):
        theirs = _plain(other)
        if re.findall(r"\d+", mine) != re.findall(r"\d+", theirs):
            continue
        near = 100 if mine == theirs else int(100 * SequenceMatcher(None, mine, theirs, autojunk=False).ratio())
        if near > best[0]:
            best = (near, one, "写法不同，意思相同" if near == 100 else f"名称相近（{near}%）")
    return (best[1], best[2]) if best[1] and best[0] >= _LEAST else None
