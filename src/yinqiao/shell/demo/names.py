"""Draws full names column by column: surname, given name by generation and sex, transliterated names with a dot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from yinqiao.shell.demo.given_names import (
    FEMALE,
    MALE,
    RARE,
    SHARE_OF_ONE_CHARACTER,
    UNUSUAL,
    Generation,
)
from yinqiao.shell.demo.minority_names import LONGEST_NAME, TRANSLITERATED
from yinqiao.shell.demo.surnames import SURNAMES

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

_UNUSUAL_SHARE = 0.004
_RARE_SHARE = 0.0005
_FASHION = 0.62  # how steeply the frequency falls with the place in a list


@dataclass(frozen=True, slots=True)
class Bearers:
    """Whom to name: sex (1 male, 2 female), year of birth and ethnic code, one entry each."""

    sex: Ints
    born_year: Ints
    ethnic_code: npt.NDArray[np.str_]


def draw_surnames(rng: np.random.Generator, count: int) -> Texts:
    """Surnames by their weights."""
    words, shares = _surname_shares()
    return words[rng.choice(len(words), size=count, p=shares)]


def draw_names(rng: np.random.Generator, bearers: Bearers, surnames: Texts) -> Texts:
    """Full names. Who belongs to a group with transliterated names gets one of those instead of `surnames`."""
    given = draw_given_names(rng, bearers.sex, bearers.born_year)
    names = surnames + given
    for code, (male, female, has_father) in TRANSLITERATED.items():
        chosen = np.flatnonzero(bearers.ethnic_code == code)
        if len(chosen):
            names[chosen] = _transliterated(rng, bearers.sex[chosen], (male, female), has_father)
    return names


def draw_given_names(rng: np.random.Generator, sex: Ints, born_year: Ints) -> Texts:
    """Given names of one or two characters as the generation liked them, a few with rare characters."""
    count = len(sex)
    given = np.empty(count, dtype=object)
    generation = np.digitize(born_year, (1950, 1960, 1970))
    for which in Generation:
        for code, lists in ((1, MALE), (2, FEMALE)):
            rows = np.flatnonzero((generation == which) & (sex == code))
            given[rows] = _draw_generation(rng, len(rows), lists[which], SHARE_OF_ONE_CHARACTER[which])
    _add_uncommon(rng, given)
    return given


def _draw_generation(rng: np.random.Generator, count: int, lists: tuple[str, str, str], one_share: float) -> Texts:
    first, second, alone = (_draw_listed(rng, count, text) for text in lists)
    # 秀秀 is a pet name, not one for a register: a doubled character becomes a single one.
    one = (rng.random(count) < one_share) | (first == second)
    return np.where(one, alone, first + second)


def _draw_listed(rng: np.random.Generator, count: int, text: str) -> Texts:
    characters = np.array(list(dict.fromkeys(text)), dtype=object)
    weights = np.arange(1, len(characters) + 1, dtype=float) ** -_FASHION
    return characters[rng.choice(len(characters), size=count, p=weights / weights.sum())]


def _add_uncommon(rng: np.random.Generator, given: Texts) -> None:
    """Give a few people a seldom or a rare character as the last one of the name."""
    lot = rng.random(len(given))
    for share, pool in ((_UNUSUAL_SHARE, tuple(UNUSUAL)), (_RARE_SHARE, RARE)):
        rows = np.flatnonzero(lot < share)
        picked = rng.integers(0, len(pool), size=len(rows))
        for row, index in zip(rows, picked, strict=True):
            given[row] = given[row][:-1] + pool[index]


def _transliterated(rng: np.random.Generator, sex: Ints, lists: tuple[list[str], list[str]], has_father: bool) -> Texts:
    """Own name, and where it is the custom a dot and the father's name, up to 15 characters together."""
    male, female = lists
    names = np.empty(len(sex), dtype=object)
    for row, code in enumerate(sex):
        own_names = male if code == 1 else female
        own = own_names[rng.integers(len(own_names))]
        father = male[rng.integers(len(male))]
        full = f"{own}·{father}" if has_father else own
        names[row] = full if len(full) <= LONGEST_NAME else own
    return names


@cache
def _surname_shares() -> tuple[Texts, npt.NDArray[np.float64]]:
    words = np.array(list(SURNAMES), dtype=object)
    weights = np.array(list(SURNAMES.values()), dtype=float)
    return words, weights / weights.sum()
