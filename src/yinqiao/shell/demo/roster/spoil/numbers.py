"""Mistakes in ID numbers: check digit, swapped digits, letters, length, dates, divisions, lost precision."""

from __future__ import annotations

from collections.abc import Callable

from yinqiao.shell.demo.roster.spoil.draft import Draft

_FACTORS = [2**power % 11 for power in range(17, 0, -1)]


def last_character(first17: str) -> str:
    """The check character: the one that makes the weighted sum of all 18 places leave 1 when divided by 11."""
    rest = sum(int(digit) * factor for digit, factor in zip(first17, _FACTORS, strict=True)) % 11
    value = (12 - rest) % 11
    return "X" if value == 10 else str(value)


def wrong_check(draft: Draft, row: int) -> None:
    """The last character is another one."""
    number = draft.get(row, "id_no")
    others = [number[:17] + last for last in "0123456789X" if last != number[17]]
    others = [other for other in others if not _looks_lost(other)]
    draft.put(row, "id_no", others[draft.rng.integers(len(others))])


def swapped(draft: Draft, row: int) -> None:
    """Two neighbours changed places, in the sequence or in the division, never in the date."""
    number = draft.get(row, "id_no")
    for place in (14, 15, 4, 0, 1):
        other = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if other != number and not _looks_lost(other):
            draft.put(row, "id_no", other)
            return


def _looks_lost(number: str) -> bool:
    """Three zeros at the end under a wrong check read as a number whose tail was lost: another mistake than meant."""
    return number.endswith("000")


def letter_o(draft: Draft, row: int) -> None:
    """The letter O stands for a zero."""
    number = draft.get(row, "id_no")
    place = number.index("0")
    letter = "Oo"[draft.rng.integers(2)]
    draft.put(row, "id_no", number[:place] + letter + number[place + 1 :])


def stray_character(draft: Draft, row: int) -> None:
    """A star or a letter where a digit belongs."""
    number = draft.get(row, "id_no")
    place = int(draft.rng.integers(6, 17))
    draft.put(row, "id_no", number[:place] + "*A#K"[draft.rng.integers(4)] + number[place + 1 :])


def full_width(draft: Draft, row: int) -> None:
    """Typed with the input method's wide digits."""
    draft.put(row, "id_no", "".join(chr(ord(character) + 0xFEE0) for character in draft.get(row, "id_no")))


def lower_x(draft: Draft, row: int) -> None:
    """A small x at the end."""
    draft.put(row, "id_no", draft.get(row, "id_no").lower())


def spaced(draft: Draft, row: int) -> None:
    """Written in groups, or with blanks around it."""
    number = draft.get(row, "id_no")
    forms = (f"{number[:6]} {number[6:14]} {number[14:]}", f" {number}", f"{number}\u3000", f"{number}\u00a0")
    draft.put(row, "id_no", forms[draft.rng.integers(len(forms))])


def wrong_length(draft: Draft, row: int) -> None:
    """A digit too few, two too few or one too many."""
    number = draft.get(row, "id_no")
    forms = (number[:9] + number[10:], number[:-2], number[:15] + "7" + number[15:])
    draft.put(row, "id_no", forms[draft.rng.integers(len(forms))])


def fifteen_digits(draft: Draft, row: int) -> None:
    """The form of before 1999."""
    number = draft.get(row, "id_no")
    draft.put(row, "id_no", number[:6] + number[8:17])


def impossible_date(draft: Draft, row: int) -> None:
    """A thirteenth month or the 31st of a short month, under a right check character."""
    number = draft.get(row, "id_no")
    day = ("1305", "0230", "0431", "0600", "0015")[draft.rng.integers(5)]
    _rebuild(draft, row, number[:10] + day + number[14:17])


def future_date(draft: Draft, row: int) -> None:
    """Born in the thirties of this century."""
    number = draft.get(row, "id_no")
    # The eleventh exists in every month; a 29 February would not in every year.
    _rebuild(draft, row, number[:6] + f"203{draft.rng.integers(10)}" + number[10:12] + "11" + number[14:17])


def unknown_division(draft: Draft, row: int) -> None:
    """Six leading digits that no division ever had."""
    number = draft.get(row, "id_no")
    division = ("999999", "880001", "019876", "789012")[draft.rng.integers(4)]
    _rebuild(draft, row, division + number[6:17])


def too_old(draft: Draft, row: int) -> None:
    """A century too early: over 130 years old, in the number and in the cell."""
    number = draft.get(row, "id_no")
    _rebuild(draft, row, number[:6] + "18" + number[8:17])


def very_old(draft: Draft, row: int) -> None:
    """Born so early that a living person would be the oldest of all, in the number and in the cell."""
    number = draft.get(row, "id_no")
    year = f"190{draft.rng.integers(0, 9)}"
    _rebuild(draft, row, number[:6] + year + number[10:12] + "11" + number[14:17])
    draft.put(row, "born_on", f"{year}-{number[10:12]}-11")


def precision_lost(draft: Draft, row: int) -> None:
    """Kept as a number: the last three digits became zeros."""
    draft.put(row, "id_no", draft.get(row, "id_no")[:15] + "000")
    draft.numbers.add((row, "id_no"))


def _rebuild(draft: Draft, row: int, first17: str) -> None:
    draft.put(row, "id_no", first17 + last_character(first17))


PLANTERS: dict[str, Callable[[Draft, int], None]] = {
    "id_check_digit": wrong_check,
    "id_swapped_digits": swapped,
    "id_letter_o": letter_o,
    "id_character": stray_character,
    "id_full_width": full_width,
    "id_lower_x": lower_x,
    "id_spaces": spaced,
    "id_length": wrong_length,
    "id_15_digits": fifteen_digits,
    "id_date": impossible_date,
    "id_future": future_date,
    "id_division": unknown_division,
    "id_too_old": too_old,
    "age_implausible": very_old,
    "id_precision_lost": precision_lost,
}
