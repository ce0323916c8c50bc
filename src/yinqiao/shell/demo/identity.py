"""Numbers of the demo city that look right and belong to nobody: ID numbers, phones, credit codes.

ID numbers and credit codes stand on a division code no place has; phones begin with 154, a range not assigned.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

PHONE_PREFIX = "154"
# Sequence numbers 900 to 999 of every birthday are kept for the cast, so that nobody shares a number with it.
FIRST_CAST_SEQUENCE = 900
FIRST_CAST_PHONE = 90_000_000

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_ID_CHECK = np.array(list("10X98765432"))
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_numbers(born_on: npt.NDArray[np.datetime64], sequence: Ints) -> npt.NDArray[np.str_]:
    """18-character ID numbers (GB 11643-1999) of the demo division; odd sequence numbers are male.

    `born_on` has day precision, `sequence` lies in 0..999. Same inputs, same numbers.
    """
    days = np.char.replace(np.datetime_as_string(born_on, unit="D"), "-", "")
    tail = np.char.zfill(sequence.astype("U3"), 3)
    body = np.char.add(np.char.add(DEMO_DIVISION, days), tail)
    digits = body.view("U1").reshape(len(body), 17).astype(np.int64)
    check = _ID_CHECK[(digits @ _ID_WEIGHTS) % 11]
    return np.char.add(body, check)


def assign_sequences(rng: np.random.Generator, day: Ints, sex: Ints) -> Ints:
    """A sequence number for everybody such that no two of one birthday share it.

    Works up to 450 people of one sex born on one day, enough for three million in the demo's ages.
    """
    half = FIRST_CAST_SEQUENCE // 2
    group = day * 2 + (sex == 1)
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    if len(sizes) and sizes.max() > half:
        raise ValueError("more people born on one day than the demo division has numbers for")
    rank = np.arange(len(ordered)) - np.repeat(starts, sizes)
    # 7 is coprime to 450: the numbers of one birthday spread without meeting each other.
    offset = np.repeat(rng.integers(0, half, size=len(starts)), sizes)
    place = (offset + rank * 7) % half
    sequence = np.empty(len(day), dtype=np.int64)
    sequence[order] = place * 2 + (sex[order] == 1)
    return sequence


def phone_numbers(numbers: Ints) -> npt.NDArray[np.str_]:
    """Mobile numbers of the range that is not assigned, one for each number in 0..99,999,999."""
    return np.char.add(PHONE_PREFIX, np.char.zfill(numbers.astype("U8"), 8))


def spread(positions: Ints, seed: int) -> Ints:
    """A shuffle of 0..89,999,999 without memory: different positions give different numbers.

    Numbers from 90,000,000 on are kept for the cast.
    """
    return (positions * 61_803_401 + (seed * 7_919 + 12_345_677)) % FIRST_CAST_PHONE


def another_number(number: str) -> str:
    """The number with the two last figures of its sequence changed, as valid as before; sex and birthday as they were."""
    body = f"{number[:14]}{(int(number[14:16]) + 50) % 100:02d}{number[16]}"
    return body + check_digit(body)


def credit_code(serial: int, series: str = "MD") -> str:
    """A unified social credit code (GB 32100-2015) with valid inner and outer check, on the demo division.

    `series` is two letters of the code's alphabet; the cast has one of its own.
    """
    body = f"{series}{serial:06d}"
    body += _organisation_check(body)
    first = f"91{DEMO_DIVISION}{body}"
    total = sum(
        _USCC_ALPHABET.index(character) * weight for character, weight in zip(first, _USCC_WEIGHTS, strict=True)
    )
    return first + _USCC_ALPHABET[(31 - total % 31) % 31]


def _organisation_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    total = sum(int(character, 36) * weight for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    value = 11 - total % 11
    return {10: "X", 11: "0"}.get(value, str(value))
