"""Rules of the full text: what of a text counts, into which tokens it falls, which classes a search may reach."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

# A word of letters and digits is one piece; of every other script each letter is one. Marks that are not seen, that turn
# the direction, that are private to a font, spaces and punctuation are no letters and fall away.
_PIECE = re.compile(r"[a-z0-9]+|[^\W_]")
_MOST_WORD = 64
# Who may search without a look-up. Of them, who may stop and resume the reading for the whole city.
SEARCHERS = ("street_officer", "district_manager", "city_manager", "agency_officer")
LEADERS = ("city_manager",)


def pieces_of(text: str) -> list[str]:
    """The letters and words of a text in their order, in one form: full width, old code points and case are evened out."""
    return _PIECE.findall(unicodedata.normalize("NFKC", text).casefold())


def plain(text: str) -> str:
    """What is compared: nothing but letters, so that a space within a name and the end of a line part nothing."""
    return "".join(pieces_of(text))


def tokens_of(text: str) -> set[str]:
    """What a page is found by: each two letters that stand side by side, each word or number as a whole.

    `1985年招工` → 1985, 年招, 招工.
    """
    pieces = pieces_of(text)
    found = {one[:_MOST_WORD] for one in pieces if _is_word(one)}
    found |= {first + second for first, second in pairwise(pieces) if not _is_word(first) and not _is_word(second)}
    return found


def terms_of(words: str) -> list[str]:
    """The words of a question, parted by spaces, each once."""
    return list(dict.fromkeys(plain(one) for one in words.split() if plain(one)))


def _is_word(piece: str) -> bool:
    return piece.isascii()


def reach(parameters: Mapping[str, Any], classes: tuple[str, ...]) -> tuple[str, ...]:
    """The main classes that a search without a look-up finds in: those of the purpose, never the closed ones."""
    return tuple(one for one in classes if one not in parameters["closed"])


FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "scan_texts.search": lambda parameters, given: given["class"] in reach(parameters, tuple(given["of_purpose"])),
}
