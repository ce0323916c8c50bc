"""A seeded stream of rosters, good and hostile, as careless clerks and attackers send them.

At least three in ten are valid and must all be read; every other must end as a table or as a refusal with a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from yinqiao.platform.sheets.tests.hostile_invalid import HOSTILE_CASES
from yinqiao.platform.sheets.tests.hostile_valid import VALID_CASES

Builder = Callable[[Random], bytes]
_VALID_SHARE = 0.35
_MUTANT_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file to feed to the reader.

    `is_valid`: it must be read. `code`: it must be refused with this code; None and not valid: anything but a crash.
    """

    name: str
    content: bytes
    is_valid: bool
    why: str
    code: str | None = None


def hostile_files(seed: int, count: int) -> Iterator[HostileFile]:
    """`count` files, the same for the same seed; the first ones go once through every case."""
    rng = Random(seed)
    valid, hostile = list(VALID_CASES), list(HOSTILE_CASES)
    for number in range(count):
        turn = number // 2
        if number % 2 == 0 and turn < len(hostile):
            yield _valid(rng, number, valid[turn % len(valid)])
        elif turn < len(hostile):
            yield _hostile(rng, number, hostile[turn])
        elif (luck := rng.random()) < _VALID_SHARE:
            yield _valid(rng, number, rng.choice(valid))
        elif luck < _VALID_SHARE + _MUTANT_SHARE:
            yield _mutant(rng, number, rng.choice(valid))
        else:
            yield _hostile(rng, number, rng.choice(hostile))


def _valid(rng: Random, number: int, case: str) -> HostileFile:
    name = rng.choice(["名册.xlsx", "名册.csv", "../../etc/passwd", "", "花名册（最终版）.et", "a" * 300 + ".xls"])
    return HostileFile(f"{number}-{name}", VALID_CASES[case](rng), True, case)


def _hostile(rng: Random, number: int, case: str) -> HostileFile:
    builder, code = HOSTILE_CASES[case]
    return HostileFile(f"{number}-{case}.xlsx", builder(rng), False, case, code)


def _mutant(rng: Random, number: int, case: str) -> HostileFile:
    """A valid file after an accident: bytes flipped, cut out, doubled, or the end lost."""
    data = bytearray(VALID_CASES[case](rng))
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] ^= 1 << rng.randrange(8)
            case 1:
                del data[at : at + rng.randrange(1, 64)]
            case 2:
                data[at:at] = data[at : at + rng.randrange(1, 64)]
            case _:
                data[at : at + 4] = rng.randbytes(4)
        if not data:
            data = bytearray(b"x")
    if rng.random() < 0.2:
        del data[rng.randrange(len(data)) :]
    return HostileFile(f"{number}-mutant-{case}", bytes(data), False, f"mutant of {case}")
