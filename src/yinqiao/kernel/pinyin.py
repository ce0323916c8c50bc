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


class Spelling(NamedTuple):
    """One way to spell a name: in full, and the first letter of each syllable."""

    full: str
    initials: str


class NameTerm(NamedTuple):
    """One search term and its kind."""

    term: str
    kind: TermKind


def search_key(text: str) -> str:
    """What was typed, in the form the terms have: normal, without spaces, middle dots and apostrophes, lower case."""
    return _key_of(normalise_name(text).value)


def _key_of(normal: str) -> str:
    lowered = normal.lower()
    return lowered if lowered.isalnum() else lowered.translate(_REMOVED)


_REMOVED = str.maketrans("", "", " ·'’-")


def split_surname(name: str) -> tuple[str, str]:
    """Surname and given name of a normal name; a compound surname stays whole; a name with `·` has no surname."""
    if "·" in name:
        return "", name
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        return name[:2], name[2:]
    return name[:1], name[1:]


def pinyin_spellings(name: str) -> tuple[Spelling, ...]:
    """The plausible readings of a normal name, likeliest first, at most MAX_SPELLINGS.

    曾国藩 → (("zengguofan", "zgf"),). Characters without a known reading are left out.
    """
    surname, given = split_surname(name)
    heads, tails = _surname_spellings(surname, len(given) > 2), _given_spellings(given)
    if len(heads) == 1 and len(tails) == 1:
        return (Spelling(heads[0][0] + tails[0][0], heads[0][1] + tails[0][1]),)
    return tuple(
        Spelling(head[0] + tail[0], head[1] + tail[1]) for head, tail in islice(product(heads, tails), MAX_SPELLINGS)
    )


def pinyin_terms(name: str) -> tuple[list[str], list[str]]:
    """The terms of a normal name that are pinyin, and those that are initials; no term twice."""
    spellings = pinyin_spellings(name)
    if len(spellings) == 1:
        full, initials = spellings[0]
        return ([full] if full else []), ([initials] if initials != full else [])
    fulls = [full for full in dict.fromkeys(full for full, _ in spellings) if full]
    letters = dict.fromkeys(initials for _, initials in spellings)
    return fulls, [initials for initials in letters if initials and initials not in fulls]


def name_terms(name: str) -> tuple[NameTerm, ...]:
    """All search terms of a name: every suffix of it, its pinyin spellings, its initials; no term twice.

    The dots of a minority name are left out, as in `search_key`. An empty name has no terms.
    """
    normal = normalise_name(name).value
    key = _key_of(normal)
    if not key:
        return ()
    fulls, initials = pinyin_terms(normal)
    terms = {key[start:]: TermKind.NAME for start in range(len(key))}
    for full in fulls:
        terms.setdefault(full, TermKind.PINYIN)
    for letters in initials:
        terms.setdefault(letters, TermKind.INITIALS)
    return tuple(NameTerm(term, kind) for term, kind in terms.items())


@lru_cache(maxsize=8192)
def initials_of(name: str) -> str:
    """The first letters of a name that is no person's, each character in its usual reading: 望月社区 → wysq."""
    return "".join(readings[0][0] for letter in name if (readings := character_readings(letter)))


@lru_cache(maxsize=4096)
def _surname_spellings(surname: str, is_long: bool) -> tuple[Spelling, ...]:
    """Readings of the head of a name; with three characters or more after it, it may be no surname at all."""
    if not surname:
        return (Spelling("", ""),)
    if surname in COMPOUND_SURNAMES:
        return _spell([_with_passport(syllable) for syllable in COMPOUND_SURNAMES[surname]])
    readings = SURNAME_READINGS.get(surname)
    if readings is None:
        return _spell([character_readings(surname)])
    if is_long:
        readings = tuple(dict.fromkeys((*readings, *character_readings(surname))))
    return _spell([tuple(spelling for reading in readings for spelling in _with_passport(reading))])


@lru_cache(maxsize=65536)
def _given_spellings(given: str) -> tuple[Spelling, ...]:
    return _spell([character_readings(letter) for letter in given])


def _spell(per_character: list[tuple[str, ...]]) -> tuple[Spelling, ...]:
    """The first MAX_SPELLINGS combinations of the readings; a character without one is left out."""
    known = [readings for readings in per_character if readings]
    combined = islice(product(*known), MAX_SPELLINGS)
    return tuple(Spelling("".join(syllables), "".join(syllable[0] for syllable in syllables)) for syllables in combined)


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
