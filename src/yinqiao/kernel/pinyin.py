"""The terms under which a person's name is found: parts of the name, its pinyin, its initials.

Terms are prefixes' targets: a look-up asks which terms begin with what was typed.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from pypinyin.constants import PINYIN_DICT

from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.pinyin_readings import COMPOUND_SURNAMES, NAME_READINGS, SURNAME_READINGS
from yinqiao.kernel.text import normalise_name

MAX_SPELLINGS = 4
"""At most so many pinyin spellings of one name; more would only be noise."""

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm", "\u0300\u0301\u0304\u030c")
_UMLAUT_PASSPORT = {"lv": "lyu", "nv": "nyu", "lve": "lyue", "nve": "nyue"}


class TermKind(Labelled):
    """What sort of search term it is."""

    NAME = "name", "姓名"
    PINYIN = "pinyin", "拼音"
    INITIALS = "initials", "拼音首字母"


class NameTerm(NamedTuple):
    """One search term and its kind."""

    term: str
    kind: TermKind


def search_key(text: str) -> str:
    """What was typed, in the form the terms have: normal, without spaces, middle dots and apostrophes, lower case."""
    value = normalise_name(text).value.lower()
    return value.translate(_REMOVED) if not value.isalnum() else value


_REMOVED = str.maketrans("", "", " ·'’-")


def split_surname(name: str) -> tuple[str, str]:
    """Surname and given name of a normal name; a compound surname stays whole; a name with `·` has no surname."""
    if "·" in name:
        return "", name
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        return name[:2], name[2:]
    return name[:1], name[1:]


def pinyin_spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """The plausible readings of a normal name as syllables, likeliest first, at most MAX_SPELLINGS.

    曾国藩 → (("zeng", "guo", "fan"),). Characters without a known reading are left out.
    """
    surname, given = split_surname(name)
    heads = _surname_readings(surname, len(given) > 2)
    return tuple(head + tail for head, tail in islice(product(heads, _given_readings(given)), MAX_SPELLINGS))


def name_terms(name: str) -> tuple[NameTerm, ...]:
    """All search terms of a name: every suffix of it, its pinyin spellings, its initials; no term twice.

    The dots of a minority name are left out, as in `search_key`. An empty name has no terms.
    """
    key = search_key(name)
    if not key:
        return ()
    spellings = pinyin_spellings(normalise_name(name).value)
    terms = [NameTerm(key[start:], TermKind.NAME) for start in range(len(key))]
    terms += [NameTerm(spelling, TermKind.PINYIN) for spelling in _joined(spellings)]
    terms += [NameTerm(initials, TermKind.INITIALS) for initials in _initials(spellings)]
    return tuple(dict.fromkeys(terms))


def _joined(spellings: tuple[tuple[str, ...], ...]) -> list[str]:
    return [spelling for spelling in dict.fromkeys(map("".join, spellings)) if spelling]


def _initials(spellings: tuple[tuple[str, ...], ...]) -> list[str]:
    found = dict.fromkeys("".join(syllable[0] for syllable in syllables) for syllables in spellings)
    return [initials for initials in found if initials]


@lru_cache(maxsize=4096)
def _surname_readings(surname: str, is_long: bool) -> tuple[tuple[str, ...], ...]:
    """Readings of the head of a name; with three characters or more after it, it may be no surname at all."""
    if not surname:
        return ((),)
    if surname in COMPOUND_SURNAMES:
        syllables = COMPOUND_SURNAMES[surname].split("-")
        return tuple(product(*(_with_passport(syllable) for syllable in syllables)))
    readings = SURNAME_READINGS.get(surname) or _plain_readings(surname)[:1]
    if is_long:
        readings = tuple(dict.fromkeys((*readings, *character_readings(surname))))
    spelled = [spelling for reading in readings for spelling in _with_passport(reading)]
    return tuple((spelling,) for spelling in spelled) or ((),)


@lru_cache(maxsize=65536)
def _given_readings(given: str) -> tuple[tuple[str, ...], ...]:
    per_character = [readings for readings in map(character_readings, given) if readings]
    return tuple(islice(product(*per_character), MAX_SPELLINGS))


@lru_cache(maxsize=16384)
def character_readings(letter: str) -> tuple[str, ...]:
    """The readings that a character has in names, without tones; a Latin letter or digit reads as itself."""
    if letter.isascii():
        return (letter.lower(),) if letter.isalnum() else ()
    readings = NAME_READINGS.get(letter) or _plain_readings(letter)[:1]
    return tuple(spelling for reading in readings for spelling in _with_passport(reading))


def _plain_readings(letter: str) -> tuple[str, ...]:
    marked = PINYIN_DICT.get(ord(letter), "")
    plain = (reading.translate(_TONES) for reading in marked.split(",") if reading)
    return tuple(dict.fromkeys(reading for reading in plain if reading.isascii() and reading.isalpha()))


def _with_passport(reading: str) -> tuple[str, ...]:
    """A reading with ü is typed lv, and stands as LYU in a passport (GB/T 28039-2011)."""
    passport = _UMLAUT_PASSPORT.get(reading)
    return (reading, passport) if passport else (reading,)
