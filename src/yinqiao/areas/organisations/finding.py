"""Finds places and enterprises by what somebody types: any part of the name, pinyin, initials. Pure, in memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from yinqiao.areas.organisations.types import OrganisationFound
from yinqiao.kernel.pinyin import character_readings, search_key

SHORTEST = 2
"""One letter or one character names too many."""
SHORTEST_CODE = 8
"""Fewer digits of a credit code say only where it was registered."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is looked for, and what it is found under besides its name: a short name, a credit code."""

    found: OrganisationFound
    other_names: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class OrganisationIndex:
    """Every ending of every name, in characters, pinyin and initials, in one sorted list: a look-up is a bisection.

    About 60,000 terms for a city of 1,800 places and 600 enterprises; made in a second, kept by `queries`.
    """

    named: Sequence[Named]

    @cached_property
    def terms(self) -> list[tuple[str, int, bool]]:
        """(term, position in `named`, whether it begins the name), sorted."""
        return sorted({term for at, one in enumerate(self.named) for term in _terms(one, at)})

    def find(self, text: str, *, limit: int, allowed: Callable[[OrganisationFound], bool]) -> list[OrganisationFound]:
        """At most `limit` of what `text` finds and `allowed` lets through: names that begin so first, short ones first.

        Less than two characters find nothing; a credit code is found from its eighth digit on.
        """
        key = search_key(text)
        if len(key) < SHORTEST:
            return []
        best: dict[int, bool] = {}
        for at in range(bisect_left(self.terms, (key,)), len(self.terms)):
            term, position, begins = self.terms[at]
            if not term.startswith(key):
                break
            best[position] = best.get(position, False) or begins
        if len(key) >= SHORTEST_CODE:
            best |= {at: True for at, one in enumerate(self.named) if one.code.lower().startswith(key)}
        hits = [(not begins, self.named[position].found) for position, begins in best.items()]
        hits = [hit for hit in hits if allowed(hit[1])]
        hits.sort(key=lambda hit: (hit[0], len(hit[1].name), hit[1].ref))
        return [found for _, found in hits[:limit]]


def _terms(one: Named, at: int) -> Iterator[tuple[str, int, bool]]:
    for name in (one.found.name, *one.other_names):
        for term, begins in endings(name):
            yield term, at, begins


def endings(name: str) -> Iterator[tuple[str, bool]]:
    """Every ending of a name as characters, pinyin and initials, with whether it is the whole of it.

    望月湖 gives 望月湖, 月湖, 湖, wangyuehu, yuehu, hu, wyh, yh, h. A character with two readings in names (长, 乐) is
    found under either, the others of the name under their first.
    """
    key = search_key(name)
    for start in range(len(key)):
        yield key[start:], start == 0
    spellings = [character_readings(letter) for letter in key]
    first = [readings[0] if readings else "" for readings in spellings]
    variants = [first] + [
        [*first[:at], other, *first[at + 1 :]] for at, readings in enumerate(spellings) for other in readings[1:]
    ]
    for syllables in variants:
        for start in range(len(syllables)):
            yield "".join(syllables[start:]), start == 0
            yield "".join(syllable[:1] for syllable in syllables[start:]), start == 0
