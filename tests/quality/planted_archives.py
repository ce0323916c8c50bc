"""A catalogue of archives for people of a register, with slips planted in it, and the answer sheet: whose each is.

It shares no code with the search. Of most people the archive has the person's name and number. Planted: another name
under the right number, a number of 15 places, and slips in the number (as they survive where 15 places are copied and
brought to 18) under the right, a look-alike, a homophone or a former name. Archives of strangers and of one twin belong
to nobody of the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from yinqiao.kernel.id_number import check_digit, upgrade_15
from yinqiao.kernel.look_alikes import LOOK_ALIKE_PAIRS
from yinqiao.kernel.pinyin import character_readings

# Where each part of a number begins and ends; two places that are swapped belong to one part.
_PARTS = ((0, 6), (6, 14), (14, 17))
_EXACT = ("renamed", "fifteen")
KINDS = (*_EXACT, "swapped", "digit", "swapped_look_alike", "digit_homophone", "digit_former", "sequence_digit")
_TWIN = ("王建国", "王建军")


@dataclass
class Planted:
    """The archives, and what must come of them: `exact` links by itself, `probable` is proposed, the rest is nobody's.

    Both map the position of an archive to that of its person; `former` are names that people had before.
    """

    archives: pl.DataFrame
    exact: dict[int, int] = field(default_factory=dict)
    probable: dict[int, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    former: list[tuple[int, str]] = field(default_factory=list)
    twin: tuple[int, int] = (0, 0)


class _Sower:
    """Draws who is spoiled and how; the same people and seed give the same archives."""

    def __init__(self, people: pl.DataFrame, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.names, self.numbers = people["name"].to_list(), people["number"].to_list()
        self.taken = set(self.numbers)
        self.alike: dict[str, list[str]] = defaultdict(list)
        for one, other in (sorted(pair) for pair in LOOK_ALIKE_PAIRS):
            self.alike[one].append(other)
            self.alike[other].append(one)
        self.sounding: dict[str, list[str]] = defaultdict(list)
        for one in sorted({letter for name in self.names[:20_000] for letter in name}):
            self.sounding[_reading(one)].append(one)

    def pick(self, of: list[str]) -> str:
        """One of a few."""
        return of[int(self.rng.integers(len(of)))]

    def with_letter(self, name: str, others: Callable[[str], list[str]]) -> str | None:
        """The name with one letter of the given name put in another's place; None where none can be."""
        for place in self.rng.permutation(range(1, len(name))):
            if found := [one for one in others(name[place]) if one != name[place]]:
                return name[:place] + self.pick(found) + name[place + 1 :]
        return None

    def look_alike(self, name: str) -> str | None:
        """Another name that looks like it."""
        return self.with_letter(name, lambda one: self.alike.get(one, []))

    def homophone(self, name: str) -> str | None:
        """Another name that sounds like it, and does not look like it."""
        return self.with_letter(name, lambda one: [x for x in self.sounding[_reading(one)] if x not in self.alike[one]])

    def slip(self, number: str, spoil: Callable[[str], str | None]) -> str | None:
        """A right number that is nobody's, made of this one by `spoil`; None after some tries."""
        for _ in range(30):
            head = spoil(number[:17])
            if head and _is_day(head[6:14]):
                made = head + check_digit(head)
                if made not in self.taken:
                    self.taken.add(made)
                    return made
        return None

    def swapped(self, head: str) -> str | None:
        """Two neighbouring digits of one part in each other's place."""
        start, end = _PARTS[int(self.rng.integers(0, 2))]
        place = int(self.rng.integers(start, end - 1))
        if head[place] == head[place + 1]:
            return None
        return head[:place] + head[place + 1] + head[place] + head[place + 2 :]

    def digit(self, head: str) -> str | None:
        """One digit before the sequence wrong."""
        return self._wrong(head, int(self.rng.integers(1, 14)))

    def sequence_digit(self, head: str) -> str | None:
        """One digit of the sequence wrong."""
        return self._wrong(head, int(self.rng.integers(14, 17)))

    def _wrong(self, head: str, place: int) -> str:
        other = (int(head[place]) + int(self.rng.integers(1, 10))) % 10
        return head[:place] + str(other) + head[place + 1 :]


def _reading(letter: str) -> str:
    """How it is read most often; itself where it is not read."""
    return (character_readings(letter) or (letter,))[0]


def _is_day(text: str) -> bool:
    try:
        return date(1900, 1, 1) < date(int(text[:4]), int(text[4:6]), int(text[6:])) < date(2000, 1, 1)
    except ValueError:
        return False


def plant(people: pl.DataFrame, seed: int, each: int) -> Planted:
    """An archive for everybody (`name, number, enterprise_id`, in this order), with so many slips of each kind.

    As many strangers' archives stand in the place of people's own; those people have none.
    """
    sower = _Sower(people, seed)
    rows = [[n, i, e] for n, i, e in people.select("name", "number", "enterprise_id").iter_rows()]
    made = Planted(pl.DataFrame())
    chosen = iter(sower.rng.permutation(people.height).tolist())
    for kind in KINDS:
        done = 0
        while done < each:
            done += _spoil(sower, made, rows, next(chosen), kind)
    strangers = [next(chosen) for _ in range(each)]
    for at in strangers:
        _estrange(sower, rows, at)
    made.twin = (next(chosen), next(chosen))
    _twins(sower, rows, made.twin, people)
    gone = {*strangers, *made.twin}
    made.exact |= {at: at for at in range(people.height) if at not in made.probable and at not in gone}
    made.archives = pl.DataFrame(
        rows, schema={"name": pl.String, "number": pl.String, "enterprise_id": pl.Int32}, orient="row"
    ).with_columns(archive_no=pl.format("M{}", pl.int_range(people.height)))
    return made


def _spoil(sower: _Sower, made: Planted, rows: list[list[str]], at: int, kind: str) -> int:
    """Spoil one archive in this way; 0 where it cannot be."""
    name, number = sower.names[at], sower.numbers[at]
    slip, _, rename = kind.partition("_") if kind not in (*_EXACT, "sequence_digit") else (kind, "", "")
    if kind in _EXACT:
        new_number: str | None = upgrade_15(number[:6] + number[8:17]) if kind == "fifteen" else number
        new_name: str | None = name if kind == "fifteen" else sower.look_alike(name)
    else:
        new_number = sower.slip(number, getattr(sower, slip))
        new_name = {"look_alike": sower.look_alike, "homophone": sower.homophone}.get(rename, lambda one: one)(name)
    if rename == "former":
        new_name = sower.homophone(name[0] + sower.names[at - 1][1:])
    if not new_name or not new_number or (kind == "fifteen" and new_number != number):
        return 0
    rows[at][:2] = [new_name, new_number]
    made.kinds[at] = kind
    if rename == "former":
        made.former.append((at, new_name))
    if kind not in _EXACT:
        made.probable[at] = at
    return 1


def _estrange(sower: _Sower, rows: list[list[str]], at: int) -> None:
    """The archive of somebody who is not in the register, of the same enterprise; sequences from 900 are nobody's."""
    other = int(sower.rng.integers(len(sower.names)))
    head = f"{sower.numbers[at][:6]}{sower.numbers[other][6:14]}9{int(sower.rng.integers(100)):02d}"
    rows[at][:2] = [sower.names[other][0] + sower.names[at - 1][1:], head + check_digit(head)]


def _twins(sower: _Sower, rows: list[list[str]], pair: tuple[int, int], people: pl.DataFrame) -> None:
    """The archive of a twin whose brother is a person of the register without archive: neighbouring numbers."""
    first, second = pair
    head = f"{sower.numbers[first][:14]}90"
    rows[second][:] = [_TWIN[1], head + "3" + check_digit(head + "3"), people["enterprise_id"][first]]
    rows[first][:] = ["无名氏", head + "7" + check_digit(head + "7"), people["enterprise_id"][second]]


def twin_in_register(made: Planted, people: pl.DataFrame) -> tuple[int, str, str]:
    """Position, name and number that the register's twin must have for the pair to stand."""
    first = made.twin[0]
    head = f"{people['number'][first][:14]}901"
    return first, _TWIN[0], head + check_digit(head)
