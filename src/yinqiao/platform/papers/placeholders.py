"""`{{ 姓名 }}`: finding and replacing words in a text. No expressions, no loops, nothing that could be carried out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

# The two words that stand on every paper.
NUMBER: Final = "编号"
CODE: Final = "二维码"
OBLIGATORY: Final = (NUMBER, CODE)
# A word, or the name of a list and a word of it; anything else between the brackets is an unknown word and refused.
PLACEHOLDER = re.compile(r"\{\{([^{}]{0,80})\}\}")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a template and where it stands, in words."""

    word: str
    where: str


def words_in(text: str) -> list[str]:
    """The words that a text asks for, in order; spaces around them do not matter."""
    return [match.group(1).strip() for match in PLACEHOLDER.finditer(text)]


def is_broken(text: str) -> bool:
    """Whether brackets are left over: one half of a pair, or the tags of a template language that we do not have."""
    return "{{{" in text or "}}}" in text or bool(_LEFT_OVER.search(PLACEHOLDER.sub("", text)))


def list_of(text: str) -> str:
    """The name of the list whose words a text uses, or nothing."""
    return next((word.split(".", 1)[0] for word in words_in(text) if "." in word), "")


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """The text with its words replaced, once: what a value holds is never looked at again. Unknown words become blank."""
    return PLACEHOLDER.sub(lambda match: values.get(match.group(1).strip(), ""), text)


def spans(text: str, value_of: Callable[[str], str]) -> list[tuple[int, int, str]]:
    """(from, to, what stands there instead) for each word of a text."""
    return [(m.start(), m.end(), value_of(m.group(1).strip())) for m in PLACEHOLDER.finditer(text)]
